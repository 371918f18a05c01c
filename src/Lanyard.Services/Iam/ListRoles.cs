using Lanyard.Access.Admission;
using Lanyard.Policy;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Lists roles by name.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html" />
internal sealed class ListRoles(Roles roles) : Operation<ListRolesInput, ListRolesOutput>(IamModel.ListRoles)
{
    private const int DefaultPage = 100;

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        ListRolesInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(
            new Requirement(
                "iam:ListRoles",
                Arn.Of("iam", "", call.Account.ToString(), $"role{input.PathPrefix ?? "/"}").ToString()
            )
        );
    }

    public override ValueTask<ListRolesOutput> InvokeAsync(
        ListRolesInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var (page, next) = Pages.Of(
            roles.List(call, input.PathPrefix),
            role => role.Name,
            input.Marker,
            input.MaxItems ?? DefaultPage
        );
        return new(
            new ListRolesOutput
            {
                Roles = [.. page.Select(IamShape.Of)],
                IsTruncated = next is not null,
                Marker = next,
            }
        );
    }
}
