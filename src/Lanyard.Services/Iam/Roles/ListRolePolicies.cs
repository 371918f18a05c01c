using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Services.Iam.Shared;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Roles;

/// <summary>Lists the inline policies of a role.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html" />
internal sealed class ListRolePolicies(RoleTable roles)
    : ListInlinePolicies<ListRolePoliciesInput, RoleRecord, ListRolePoliciesOutput>(IamModel.ListRolePolicies, roles)
{
    protected override string? NameOf(ListRolePoliciesInput input) => input.RoleName;

    protected override PageRequest PageOf(ListRolePoliciesInput input) => new(null, input.Marker, input.MaxItems);

    protected override ListRolePoliciesOutput Output(IReadOnlyList<string> page, string? next) =>
        new()
        {
            PolicyNames = page,
            IsTruncated = next is not null,
            Marker = next,
        };
}
