using Lanyard.Access.Admission;
using Lanyard.Services.Iam.Shared;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Policies;

/// <summary>Shows the document of a managed policy. Each has one version: <c>v1</c>, or the newest of a policy of AWS.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html" />
internal sealed class GetPolicyVersion(ManagedPolicies policies)
    : PolicyReading<GetPolicyVersionInput, GetPolicyVersionOutput>(IamModel.GetPolicyVersion, policies)
{
    protected override string ArnOf(GetPolicyVersionInput input) => input.PolicyArn!;

    protected override GetPolicyVersionOutput Answer(GetPolicyVersionInput input, NamedPolicy policy, Call call)
    {
        var version = PolicyShape.VersionOf(policy, Policies.Current(policy));
        return version.VersionId == input.VersionId
            ? new GetPolicyVersionOutput { PolicyVersion = version }
            : throw IamErrors.NoSuchVersion(input.PolicyArn!, input.VersionId!);
    }
}
