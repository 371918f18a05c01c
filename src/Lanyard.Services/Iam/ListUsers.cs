using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Lists users by name.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html" />
internal sealed class ListUsers(Users users) : Operation<ListUsersInput, ListUsersOutput>(IamModel.ListUsers)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        ListUsersInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        var path = input.PathPrefix ?? IamNames.RootPath;
        return Needs(new Requirement("iam:ListUsers", "*") { ShownResource = IamNames.ArnOf(call, "user", path, "") });
    }

    public override ValueTask<ListUsersOutput> InvokeAsync(
        ListUsersInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var (page, next) = IamPages.Of(
            users.List(call, input.PathPrefix),
            user => user.Name,
            input.Marker,
            input.MaxItems
        );
        return new(
            new ListUsersOutput
            {
                Users = [.. page.Select(IamShape.Listed)],
                IsTruncated = next is not null,
                Marker = next,
            }
        );
    }
}
