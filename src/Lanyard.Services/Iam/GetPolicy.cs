using Lanyard.Access.Admission;
using Lanyard.Policy.ManagedPolicies;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Shows a managed policy without its document.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html" />
internal sealed class GetPolicy(ManagedPolicies policies)
    : Operation<GetPolicyInput, GetPolicyOutput>(IamModel.GetPolicy)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        GetPolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(policies.On(call, "iam:GetPolicy", input.PolicyArn!));
    }

    public override ValueTask<GetPolicyOutput> InvokeAsync(
        GetPolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var arn = input.PolicyArn!;
        var usage = policies.UsageIn(call);
        var policy =
            policies.FindOwn(call, arn) is { } own ? IamShape.Of(own, usage)
            : AwsManagedPolicies.Find(arn) is { } aws ? IamShape.Of(aws, usage)
            : throw IamErrors.NoSuchPolicy(arn);
        return new(new GetPolicyOutput { Policy = policy });
    }
}
