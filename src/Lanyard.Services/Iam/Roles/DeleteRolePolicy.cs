using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Roles;

/// <summary>Deletes an inline policy of a role.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html" />
internal sealed class DeleteRolePolicy(RoleTable roles)
    : DeleteInlinePolicy<DeleteRolePolicyInput, RoleRecord, DeleteRolePolicyOutput>(IamModel.DeleteRolePolicy, roles)
{
    protected override string? NameOf(DeleteRolePolicyInput input) => input.RoleName;

    protected override string PolicyOf(DeleteRolePolicyInput input) => input.PolicyName!;
}
