using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Lists the inline policies of a role.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html" />
internal sealed class ListRolePolicies(HeldPolicies policies)
    : Operation<ListRolePoliciesInput, ListRolePoliciesOutput>(IamModel.ListRolePolicies)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        ListRolePoliciesInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(policies.On("iam:ListRolePolicies", call, input.RoleName!));
    }

    public override ValueTask<ListRolePoliciesOutput> InvokeAsync(
        ListRolePoliciesInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var (page, next) = IamPages.Of(
            policies.List(call, input.RoleName!),
            name => name,
            input.Marker,
            input.MaxItems
        );
        return new(
            new ListRolePoliciesOutput
            {
                PolicyNames = page,
                IsTruncated = next is not null,
                Marker = next,
            }
        );
    }
}
