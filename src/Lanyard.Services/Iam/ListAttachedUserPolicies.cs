using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Lists the managed policies that are attached to a user; there are at most ten, so one page holds them.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedUserPolicies.html" />
internal sealed class ListAttachedUserPolicies(HeldPolicies policies)
    : Operation<ListAttachedUserPoliciesInput, ListAttachedUserPoliciesOutput>(IamModel.ListAttachedUserPolicies)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        ListAttachedUserPoliciesInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(policies.On("iam:ListAttachedUserPolicies", call, input.UserName!));
    }

    public override ValueTask<ListAttachedUserPoliciesOutput> InvokeAsync(
        ListAttachedUserPoliciesInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var (page, next) = IamPages.Of(
            policies.Attached(call, input.UserName!, input.PathPrefix),
            HeldPolicies.KeyOf,
            input.Marker,
            input.MaxItems
        );
        return new(
            new ListAttachedUserPoliciesOutput
            {
                AttachedPolicies = page,
                IsTruncated = next is not null,
                Marker = next,
            }
        );
    }
}
