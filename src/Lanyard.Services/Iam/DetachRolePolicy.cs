using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Detaches a managed policy from a role.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html" />
internal sealed class DetachRolePolicy(HeldPolicies policies)
    : Operation<DetachRolePolicyInput, DetachRolePolicyOutput>(IamModel.DetachRolePolicy)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DetachRolePolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(policies.OnAttachment("iam:DetachRolePolicy", call, input.RoleName!, input.PolicyArn!));
    }

    public override async ValueTask<DetachRolePolicyOutput> InvokeAsync(
        DetachRolePolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        await policies.DetachAsync(call, input.RoleName!, input.PolicyArn!, cancellationToken);
        return new DetachRolePolicyOutput();
    }
}
