using Lanyard.Access.Admission;
using Lanyard.Services.Iam.Shared;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Policies;

/// <summary>Lists the tags of a managed policy by key.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyTags.html" />
internal sealed class ListPolicyTags(ManagedPolicies policies)
    : PolicyReading<ListPolicyTagsInput, ListPolicyTagsOutput>(IamModel.ListPolicyTags, policies)
{
    protected override string ArnOf(ListPolicyTagsInput input) => input.PolicyArn!;

    protected override ListPolicyTagsOutput Answer(ListPolicyTagsInput input, NamedPolicy policy, Call call)
    {
        var tags = IamTags.List(Policies.CurrentOwn(policy).Tags);
        var (page, next) = IamPages.Of(tags, tag => tag.Key!, new(null, input.Marker, input.MaxItems));
        return new ListPolicyTagsOutput
        {
            Tags = page,
            IsTruncated = next is not null,
            Marker = next,
        };
    }
}
