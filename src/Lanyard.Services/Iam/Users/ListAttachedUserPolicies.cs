using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Services.Iam.Shared;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Users;

/// <summary>Lists the managed policies that are attached to a user; there are at most ten, so one page holds them.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedUserPolicies.html" />
internal sealed class ListAttachedUserPolicies(UserTable users)
    : ListAttachedPolicies<ListAttachedUserPoliciesInput, UserRecord, ListAttachedUserPoliciesOutput>(
        IamModel.ListAttachedUserPolicies,
        users
    )
{
    protected override string? NameOf(ListAttachedUserPoliciesInput input) => input.UserName;

    protected override PageRequest PageOf(ListAttachedUserPoliciesInput input) =>
        new(input.PathPrefix, input.Marker, input.MaxItems);

    protected override ListAttachedUserPoliciesOutput Output(IReadOnlyList<AttachedPolicy> page, string? next) =>
        new()
        {
            AttachedPolicies = page,
            IsTruncated = next is not null,
            Marker = next,
        };
}
