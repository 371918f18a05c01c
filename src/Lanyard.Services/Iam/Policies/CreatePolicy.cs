using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Policy.Documents;
using Lanyard.Services.Iam.Shared;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Policies;

/// <summary>Makes a managed policy. Setting tags needs <c>iam:TagPolicy</c> too.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html" />
internal sealed class CreatePolicy(ManagedPolicies policies, IdSource ids, TimeProvider time)
    : Operation<CreatePolicyInput, string, CreatePolicyOutput>(IamModel.CreatePolicy)
{
    /// <summary>The ARN that the policy will have.</summary>
    protected override string Find(CreatePolicyInput input, Call call) =>
        IamNames.ArnOf(call, "policy", input.Path, input.PolicyName!);

    protected override IEnumerable<Requirement> Require(CreatePolicyInput input, string subject, Call call)
    {
        var tags = IamTags.Requested(input.Tags);
        var create = new Requirement(Model.Action, subject)
        {
            Context = tags,
            ShownResource = $"policy {input.PolicyName}",
        };
        return tags.Count == 0 ? [create] : [create, create with { Action = "iam:TagPolicy" }];
    }

    protected override async ValueTask<CreatePolicyOutput> InvokeAsync(
        CreatePolicyInput input,
        string subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        _ = PolicyDocuments.Check(input.PolicyDocument!, PolicyKind.Managed);
        var policy = await policies.AddAsync(call, Record(input, subject, call), cancellationToken);
        return new CreatePolicyOutput { Policy = PolicyShape.Of(policy, policies.UsageIn(call)) };
    }

    private PolicyRecord Record(CreatePolicyInput input, string arn, Call call) =>
        new()
        {
            Account = call.Account.ToString(),
            Name = input.PolicyName!,
            Path = input.Path ?? IamNames.RootPath,
            Id = ids.NewUniqueId("ANPA"),
            Arn = arn,
            Description = input.Description,
            CreatedAt = time.GetUtcNow(),
            Document = input.PolicyDocument!,
            Tags = IamTags.Of(input.Tags),
        };
}
