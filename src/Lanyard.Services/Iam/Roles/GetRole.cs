using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Roles;

/// <summary>Describes a role.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html" />
internal sealed class GetRole(RoleTable roles)
    : PrincipalReading<GetRoleInput, RoleRecord, GetRoleOutput>(IamModel.GetRole, roles)
{
    protected override string? NameOf(GetRoleInput input) => input.RoleName;

    protected override GetRoleOutput Answer(GetRoleInput input, RoleRecord record) =>
        new() { Role = RoleShape.Of(record) };
}
