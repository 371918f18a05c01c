using Lanyard.Access.Admission;
using Lanyard.Services.Iam.Shared;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Policies;

/// <summary>Shows a managed policy without its document.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html" />
internal sealed class GetPolicy(ManagedPolicies policies)
    : PolicyReading<GetPolicyInput, GetPolicyOutput>(IamModel.GetPolicy, policies)
{
    protected override string ArnOf(GetPolicyInput input) => input.PolicyArn!;

    protected override GetPolicyOutput Answer(GetPolicyInput input, NamedPolicy policy, Call call)
    {
        var usage = Policies.UsageIn(call);
        return new GetPolicyOutput
        {
            Policy =
                Policies.Current(policy) is { } own ? PolicyShape.Of(own, usage)
                : policy.Aws is { } aws ? PolicyShape.Of(aws, usage)
                : throw IamErrors.NoSuchPolicy(input.PolicyArn!),
        };
    }
}
