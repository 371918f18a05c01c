using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Detaches a managed policy from a user.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachUserPolicy.html" />
internal sealed class DetachUserPolicy(HeldPolicies policies)
    : Operation<DetachUserPolicyInput, DetachUserPolicyOutput>(IamModel.DetachUserPolicy)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DetachUserPolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(policies.OnAttachment("iam:DetachUserPolicy", call, input.UserName!, input.PolicyArn!));
    }

    public override async ValueTask<DetachUserPolicyOutput> InvokeAsync(
        DetachUserPolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        await policies.DetachAsync(call, input.UserName!, input.PolicyArn!, cancellationToken);
        return new DetachUserPolicyOutput();
    }
}
