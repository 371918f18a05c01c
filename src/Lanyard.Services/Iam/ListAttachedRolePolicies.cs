using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Lists the managed policies that are attached to a role; there are at most ten, so one page holds them.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html" />
internal sealed class ListAttachedRolePolicies(HeldPolicies policies)
    : Operation<ListAttachedRolePoliciesInput, ListAttachedRolePoliciesOutput>(IamModel.ListAttachedRolePolicies)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        ListAttachedRolePoliciesInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(policies.On("iam:ListAttachedRolePolicies", call, input.RoleName!));
    }

    public override ValueTask<ListAttachedRolePoliciesOutput> InvokeAsync(
        ListAttachedRolePoliciesInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var (page, next) = IamPages.Of(
            policies.Attached(call, input.RoleName!, input.PathPrefix),
            HeldPolicies.KeyOf,
            input.Marker,
            input.MaxItems
        );
        return new(
            new ListAttachedRolePoliciesOutput
            {
                AttachedPolicies = page,
                IsTruncated = next is not null,
                Marker = next,
            }
        );
    }
}
