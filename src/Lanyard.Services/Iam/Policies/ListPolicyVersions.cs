using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Policies;

/// <summary>Lists the one version that a managed policy has.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html" />
internal sealed class ListPolicyVersions(ManagedPolicies policies)
    : PolicyReading<ListPolicyVersionsInput, ListPolicyVersionsOutput>(IamModel.ListPolicyVersions, policies)
{
    protected override string ArnOf(ListPolicyVersionsInput input) => input.PolicyArn!;

    protected override ListPolicyVersionsOutput Answer(ListPolicyVersionsInput input, NamedPolicy policy, Call call)
    {
        var version = PolicyShape.VersionOf(policy, Policies.Current(policy));
        return new() { Versions = [version with { Document = null }], IsTruncated = false };
    }
}
