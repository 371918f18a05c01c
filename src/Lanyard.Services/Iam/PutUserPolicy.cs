using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Adds or replaces an inline policy of a user.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html" />
internal sealed class PutUserPolicy(HeldPolicies policies)
    : Operation<PutUserPolicyInput, PutUserPolicyOutput>(IamModel.PutUserPolicy)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        PutUserPolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(policies.OnBounded("iam:PutUserPolicy", call, input.UserName!));
    }

    public override async ValueTask<PutUserPolicyOutput> InvokeAsync(
        PutUserPolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        await policies.PutAsync(call, input.UserName!, input.PolicyName!, input.PolicyDocument!, cancellationToken);
        return new PutUserPolicyOutput();
    }
}
