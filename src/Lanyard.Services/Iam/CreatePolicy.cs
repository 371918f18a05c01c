using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Policy.Documents;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Makes a managed policy. Setting tags needs <c>iam:TagPolicy</c> too.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html" />
internal sealed class CreatePolicy(ManagedPolicies policies, IdSource ids, TimeProvider time)
    : Operation<CreatePolicyInput, CreatePolicyOutput>(IamModel.CreatePolicy)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        CreatePolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        var arn = IamNames.ArnOf(call, "policy", input.Path, input.PolicyName!);
        var tags = IamTags.Requested(input.Tags);
        var create = new Requirement("iam:CreatePolicy", arn)
        {
            Context = tags,
            ShownResource = $"policy {input.PolicyName}",
        };
        return Needs(tags.Count == 0 ? [create] : [create, create with { Action = "iam:TagPolicy" }]);
    }

    public override async ValueTask<CreatePolicyOutput> InvokeAsync(
        CreatePolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        _ = PolicyDocuments.Check(input.PolicyDocument!, PolicyKind.Managed);
        var policy = Record(input, call);
        await policies.AddAsync(policy, cancellationToken);
        return new CreatePolicyOutput { Policy = IamShape.Of(policy, policies.UsageIn(call)) };
    }

    private PolicyRecord Record(CreatePolicyInput input, Call call) =>
        new()
        {
            Account = call.Account.ToString(),
            Name = input.PolicyName!,
            Path = input.Path ?? IamNames.RootPath,
            Id = ids.NewUniqueId("ANPA"),
            Arn = IamNames.ArnOf(call, "policy", input.Path, input.PolicyName!),
            Description = input.Description,
            CreatedAt = time.GetUtcNow(),
            Document = input.PolicyDocument!,
            Tags = IamTags.Of(input.Tags),
        };
}
