using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Services.Iam.Shared;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Roles;

/// <summary>Lists the managed policies that are attached to a role; there are at most ten, so one page holds them.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html" />
internal sealed class ListAttachedRolePolicies(RoleTable roles)
    : ListAttachedPolicies<ListAttachedRolePoliciesInput, RoleRecord, ListAttachedRolePoliciesOutput>(
        IamModel.ListAttachedRolePolicies,
        roles
    )
{
    protected override string? NameOf(ListAttachedRolePoliciesInput input) => input.RoleName;

    protected override PageRequest PageOf(ListAttachedRolePoliciesInput input) =>
        new(input.PathPrefix, input.Marker, input.MaxItems);

    protected override ListAttachedRolePoliciesOutput Output(IReadOnlyList<AttachedPolicy> page, string? next) =>
        new()
        {
            AttachedPolicies = page,
            IsTruncated = next is not null,
            Marker = next,
        };
}
