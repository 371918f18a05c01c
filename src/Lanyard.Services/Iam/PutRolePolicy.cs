using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Adds or replaces an inline policy of a role.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html" />
internal sealed class PutRolePolicy(HeldPolicies policies)
    : Operation<PutRolePolicyInput, PutRolePolicyOutput>(IamModel.PutRolePolicy)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        PutRolePolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(policies.OnBounded("iam:PutRolePolicy", call, input.RoleName!));
    }

    public override async ValueTask<PutRolePolicyOutput> InvokeAsync(
        PutRolePolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        await policies.PutAsync(call, input.RoleName!, input.PolicyName!, input.PolicyDocument!, cancellationToken);
        return new PutRolePolicyOutput();
    }
}
