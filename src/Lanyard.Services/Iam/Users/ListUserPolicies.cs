using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Services.Iam.Shared;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Users;

/// <summary>Lists the inline policies of a user.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserPolicies.html" />
internal sealed class ListUserPolicies(UserTable users)
    : ListInlinePolicies<ListUserPoliciesInput, UserRecord, ListUserPoliciesOutput>(IamModel.ListUserPolicies, users)
{
    protected override string? NameOf(ListUserPoliciesInput input) => input.UserName;

    protected override PageRequest PageOf(ListUserPoliciesInput input) => new(null, input.Marker, input.MaxItems);

    protected override ListUserPoliciesOutput Output(IReadOnlyList<string> page, string? next) =>
        new()
        {
            PolicyNames = page,
            IsTruncated = next is not null,
            Marker = next,
        };
}
