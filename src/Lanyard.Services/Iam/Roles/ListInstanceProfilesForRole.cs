using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Roles;

/// <summary>Lists the instance profiles of a role: always none, since Lanyard has no instances.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html" />
internal sealed class ListInstanceProfilesForRole(RoleTable roles)
    : PrincipalReading<ListInstanceProfilesForRoleInput, RoleRecord, ListInstanceProfilesForRoleOutput>(
        IamModel.ListInstanceProfilesForRole,
        roles
    )
{
    protected override string? NameOf(ListInstanceProfilesForRoleInput input) => input.RoleName;

    protected override ListInstanceProfilesForRoleOutput Answer(
        ListInstanceProfilesForRoleInput input,
        RoleRecord record
    ) => new() { InstanceProfiles = [], IsTruncated = false };
}
