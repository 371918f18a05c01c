using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Lists the inline policies of a user.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserPolicies.html" />
internal sealed class ListUserPolicies(HeldPolicies policies)
    : Operation<ListUserPoliciesInput, ListUserPoliciesOutput>(IamModel.ListUserPolicies)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        ListUserPoliciesInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(policies.On("iam:ListUserPolicies", call, input.UserName!));
    }

    public override ValueTask<ListUserPoliciesOutput> InvokeAsync(
        ListUserPoliciesInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var (page, next) = IamPages.Of(
            policies.List(call, input.UserName!),
            name => name,
            input.Marker,
            input.MaxItems
        );
        return new(
            new ListUserPoliciesOutput
            {
                PolicyNames = page,
                IsTruncated = next is not null,
                Marker = next,
            }
        );
    }
}
