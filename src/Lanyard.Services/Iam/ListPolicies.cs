using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Policy;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Lists the account's customer managed policies; AWS's own are not listed, and resolve by ARN.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html" />
internal sealed class ListPolicies(IdentityDirectory identities)
    : Operation<ListPoliciesInput, ListPoliciesOutput>(IamModel.ListPolicies)
{
    private const int DefaultPage = 100;

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        ListPoliciesInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(
            new Requirement(
                "iam:ListPolicies",
                Arn.Of("iam", "", call.Account.ToString(), $"policy{input.PathPrefix ?? "/"}").ToString()
            )
        );
    }

    public override ValueTask<ListPoliciesOutput> InvokeAsync(
        ListPoliciesInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var all = identities
            .Policies.List($"arn:aws:iam::{call.Account}:policy/")
            .Where(policy => policy.Path.StartsWith(input.PathPrefix ?? "/", StringComparison.Ordinal))
            .Where(policy => input.OnlyAttached != true || ManagedPolicies.Attachments(identities, policy.Arn) > 0)
            .Where(_ => !string.Equals(input.Scope, "AWS", StringComparison.Ordinal));
        var (page, next) = Pages.Of(all, policy => policy.Arn, input.Marker, input.MaxItems ?? DefaultPage);
        return new(
            new ListPoliciesOutput
            {
                Policies =
                [
                    .. page.Select(policy => IamShape.Of(policy, ManagedPolicies.Attachments(identities, policy.Arn))),
                ],
                IsTruncated = next is not null,
                Marker = next,
            }
        );
    }
}
