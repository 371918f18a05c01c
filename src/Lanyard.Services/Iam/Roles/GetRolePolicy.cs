using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Roles;

/// <summary>Reads an inline policy of a role.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html" />
internal sealed class GetRolePolicy(RoleTable roles)
    : GetInlinePolicy<GetRolePolicyInput, RoleRecord, GetRolePolicyOutput>(IamModel.GetRolePolicy, roles)
{
    protected override string? NameOf(GetRolePolicyInput input) => input.RoleName;

    protected override string PolicyOf(GetRolePolicyInput input) => input.PolicyName!;

    protected override GetRolePolicyOutput Output(GetRolePolicyInput input, string document) =>
        new()
        {
            RoleName = input.RoleName,
            PolicyName = input.PolicyName,
            PolicyDocument = document,
        };
}
