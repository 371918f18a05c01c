using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Attaches a managed policy to a role.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html" />
internal sealed class AttachRolePolicy(HeldPolicies policies)
    : Operation<AttachRolePolicyInput, AttachRolePolicyOutput>(IamModel.AttachRolePolicy)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        AttachRolePolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(policies.OnAttachment("iam:AttachRolePolicy", call, input.RoleName!, input.PolicyArn!));
    }

    public override async ValueTask<AttachRolePolicyOutput> InvokeAsync(
        AttachRolePolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        await policies.AttachAsync(call, input.RoleName!, input.PolicyArn!, cancellationToken);
        return new AttachRolePolicyOutput();
    }
}
