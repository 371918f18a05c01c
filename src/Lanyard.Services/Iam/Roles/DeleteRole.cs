using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Roles;

/// <summary>Deletes a role that has no policies any more. Its sessions stay, and may do nothing.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html" />
internal sealed class DeleteRole(RoleTable roles, PrincipalNames names)
    : DeletePrincipal<DeleteRoleInput, RoleRecord, DeleteRoleOutput>(IamModel.DeleteRole, roles, names)
{
    protected override string? NameOf(DeleteRoleInput input) => input.RoleName;
}
