using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Deletes an inline policy of a role.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html" />
internal sealed class DeleteRolePolicy(HeldPolicies policies)
    : Operation<DeleteRolePolicyInput, DeleteRolePolicyOutput>(IamModel.DeleteRolePolicy)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DeleteRolePolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(policies.OnBounded("iam:DeleteRolePolicy", call, input.RoleName!));
    }

    public override async ValueTask<DeleteRolePolicyOutput> InvokeAsync(
        DeleteRolePolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        await policies.DeleteAsync(call, input.RoleName!, input.PolicyName!, cancellationToken);
        return new DeleteRolePolicyOutput();
    }
}
