using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Lists roles by name.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html" />
internal sealed class ListRoles(Roles roles) : Operation<ListRolesInput, ListRolesOutput>(IamModel.ListRoles)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        ListRolesInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        var path = input.PathPrefix ?? IamNames.RootPath;
        return Needs(new Requirement("iam:ListRoles", "*") { ShownResource = IamNames.ArnOf(call, "role", path, "") });
    }

    public override ValueTask<ListRolesOutput> InvokeAsync(
        ListRolesInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var (page, next) = IamPages.Of(
            roles.List(call, input.PathPrefix),
            role => role.Name,
            input.Marker,
            input.MaxItems
        );
        return new(
            new ListRolesOutput
            {
                Roles = [.. page.Select(IamShape.Listed)],
                IsTruncated = next is not null,
                Marker = next,
            }
        );
    }
}
