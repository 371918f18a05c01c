using Lanyard.Access.Admission;
using Lanyard.Services.Iam.Shared;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Policies;

/// <summary>Adds tags to a managed policy, or replaces those that have their keys.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagPolicy.html" />
internal sealed class TagPolicy(ManagedPolicies policies)
    : PolicyOperation<TagPolicyInput, TagPolicyOutput>(IamModel.TagPolicy, policies)
{
    protected override string ArnOf(TagPolicyInput input) => input.PolicyArn!;

    protected override IEnumerable<Requirement> Require(TagPolicyInput input, NamedPolicy subject, Call call) =>
        [ManagedPolicies.On(Model.Action, subject).With(IamTags.Requested(input.Tags))];

    protected override async ValueTask<TagPolicyOutput> InvokeAsync(
        TagPolicyInput input,
        NamedPolicy subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        await Policies.ChangeAsync(
            subject,
            policy => policy with { Tags = IamTags.Set(policy.Tags, input.Tags!) },
            cancellationToken
        );
        return new TagPolicyOutput();
    }
}
