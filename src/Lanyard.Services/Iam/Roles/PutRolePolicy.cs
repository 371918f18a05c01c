using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Roles;

/// <summary>Adds or replaces an inline policy of a role.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html" />
internal sealed class PutRolePolicy(RoleTable roles)
    : PutInlinePolicy<PutRolePolicyInput, RoleRecord, PutRolePolicyOutput>(IamModel.PutRolePolicy, roles)
{
    protected override string? NameOf(PutRolePolicyInput input) => input.RoleName;

    protected override (string Name, string Document) PolicyOf(PutRolePolicyInput input) =>
        (input.PolicyName!, input.PolicyDocument!);
}
