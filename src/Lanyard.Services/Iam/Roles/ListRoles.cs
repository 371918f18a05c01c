using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Services.Iam.Shared;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Roles;

/// <summary>Lists roles by name.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html" />
internal sealed class ListRoles(RoleTable roles)
    : ListPrincipals<ListRolesInput, RoleRecord, ListRolesOutput>(IamModel.ListRoles, roles)
{
    protected override PageRequest Find(ListRolesInput input, Call call) =>
        new(input.PathPrefix, input.Marker, input.MaxItems);

    protected override ListRolesOutput Output(IReadOnlyList<RoleRecord> page, string? next) =>
        new()
        {
            Roles = [.. page.Select(RoleShape.Listed)],
            IsTruncated = next is not null,
            Marker = next,
        };
}
