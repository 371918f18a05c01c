using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Policy;
using Lanyard.Policy.Documents;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Makes a customer managed policy. Policies have one version, <c>v1</c>, so far.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html" />
internal sealed class CreatePolicy(IdentityDirectory identities, IdSource ids, TimeProvider time)
    : Operation<CreatePolicyInput, CreatePolicyOutput>(IamModel.CreatePolicy)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        CreatePolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        // IAM prints this one without an ARN.
        return Needs(
            new Requirement("iam:CreatePolicy", ArnOf(input, call)) { ShownResource = $"policy {input.PolicyName}" }
        );
    }

    public override async ValueTask<CreatePolicyOutput> InvokeAsync(
        CreatePolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        _ = PolicyDocuments.Check(input.PolicyDocument!, PolicyKind.Managed);
        var policy = new PolicyRecord
        {
            Account = call.Account.ToString(),
            Name = input.PolicyName!,
            Path = input.Path ?? "/",
            Id = ids.NewUniqueId("ANPA"),
            Arn = ArnOf(input, call),
            Description = input.Description,
            CreatedAt = time.GetUtcNow(),
            Document = input.PolicyDocument!,
        };
        var isTaken = identities
            .Policies.List($"arn:aws:iam::{call.Account}:policy/")
            .Any(known => string.Equals(known.Name, policy.Name, StringComparison.OrdinalIgnoreCase));
        return !isTaken && await identities.Policies.TryAddAsync(policy, cancellationToken)
            ? new CreatePolicyOutput { Policy = IamShape.Of(policy, attachments: 0) }
            : throw IamErrors.PolicyExists(policy.Name);
    }

    private static string ArnOf(CreatePolicyInput input, Call call) =>
        Arn.Of("iam", "", call.Account.ToString(), $"policy{input.Path ?? "/"}{input.PolicyName}").ToString();
}
