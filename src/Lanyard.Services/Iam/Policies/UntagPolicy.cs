using Lanyard.Access.Admission;
using Lanyard.Policy.Evaluation;
using Lanyard.Services.Iam.Shared;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Policies;

/// <summary>Removes tags from a managed policy; those it does not have are left out of account.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagPolicy.html" />
internal sealed class UntagPolicy(ManagedPolicies policies)
    : PolicyOperation<UntagPolicyInput, UntagPolicyOutput>(IamModel.UntagPolicy, policies)
{
    protected override string ArnOf(UntagPolicyInput input) => input.PolicyArn!;

    protected override IEnumerable<Requirement> Require(UntagPolicyInput input, NamedPolicy subject, Call call) =>
        [ManagedPolicies.On(Model.Action, subject).With(ConditionValues.None.With("aws:TagKeys", input.TagKeys!))];

    protected override async ValueTask<UntagPolicyOutput> InvokeAsync(
        UntagPolicyInput input,
        NamedPolicy subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        await Policies.ChangeAsync(
            subject,
            policy => policy with { Tags = IamTags.Without(policy.Tags, input.TagKeys!) },
            cancellationToken
        );
        return new UntagPolicyOutput();
    }
}
