using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Attaches a managed policy to a user.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html" />
internal sealed class AttachUserPolicy(HeldPolicies policies)
    : Operation<AttachUserPolicyInput, AttachUserPolicyOutput>(IamModel.AttachUserPolicy)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        AttachUserPolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(policies.OnAttachment("iam:AttachUserPolicy", call, input.UserName!, input.PolicyArn!));
    }

    public override async ValueTask<AttachUserPolicyOutput> InvokeAsync(
        AttachUserPolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        await policies.AttachAsync(call, input.UserName!, input.PolicyArn!, cancellationToken);
        return new AttachUserPolicyOutput();
    }
}
