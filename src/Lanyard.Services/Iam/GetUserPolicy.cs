using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Reads an inline policy of a user.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUserPolicy.html" />
internal sealed class GetUserPolicy(HeldPolicies policies)
    : Operation<GetUserPolicyInput, GetUserPolicyOutput>(IamModel.GetUserPolicy)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        GetUserPolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(policies.On("iam:GetUserPolicy", call, input.UserName!));
    }

    public override ValueTask<GetUserPolicyOutput> InvokeAsync(
        GetUserPolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        return new(
            new GetUserPolicyOutput
            {
                UserName = input.UserName,
                PolicyName = input.PolicyName,
                PolicyDocument = policies.Get(call, input.UserName!, input.PolicyName!),
            }
        );
    }
}
