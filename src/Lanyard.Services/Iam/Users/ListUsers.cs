using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Services.Iam.Shared;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Users;

/// <summary>Lists users by name.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html" />
internal sealed class ListUsers(UserTable users)
    : ListPrincipals<ListUsersInput, UserRecord, ListUsersOutput>(IamModel.ListUsers, users)
{
    protected override PageRequest Find(ListUsersInput input, Call call) =>
        new(input.PathPrefix, input.Marker, input.MaxItems);

    protected override ListUsersOutput Output(IReadOnlyList<UserRecord> page, string? next) =>
        new()
        {
            Users = [.. page.Select(UserShape.Listed)],
            IsTruncated = next is not null,
            Marker = next,
        };
}
