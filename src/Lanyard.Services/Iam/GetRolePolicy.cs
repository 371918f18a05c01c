using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Reads an inline policy of a role.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html" />
internal sealed class GetRolePolicy(HeldPolicies policies)
    : Operation<GetRolePolicyInput, GetRolePolicyOutput>(IamModel.GetRolePolicy)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        GetRolePolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(policies.On("iam:GetRolePolicy", call, input.RoleName!));
    }

    public override ValueTask<GetRolePolicyOutput> InvokeAsync(
        GetRolePolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        return new(
            new GetRolePolicyOutput
            {
                RoleName = input.RoleName,
                PolicyName = input.PolicyName,
                PolicyDocument = policies.Get(call, input.RoleName!, input.PolicyName!),
            }
        );
    }
}
