using Lanyard.Access.Admission;
using Lanyard.Policy;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Lists users by name.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html" />
internal sealed class ListUsers(Users users) : Operation<ListUsersInput, ListUsersOutput>(IamModel.ListUsers)
{
    private const int DefaultPage = 100;

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        ListUsersInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(
            new Requirement(
                "iam:ListUsers",
                Arn.Of("iam", "", call.Account.ToString(), $"user{input.PathPrefix ?? "/"}").ToString()
            )
        );
    }

    public override ValueTask<ListUsersOutput> InvokeAsync(
        ListUsersInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var (page, next) = Pages.Of(
            users.List(call, input.PathPrefix),
            user => user.Name,
            input.Marker,
            input.MaxItems ?? DefaultPage
        );
        return new(
            new ListUsersOutput
            {
                Users = [.. page.Select(IamShape.Of)],
                IsTruncated = next is not null,
                Marker = next,
            }
        );
    }
}
