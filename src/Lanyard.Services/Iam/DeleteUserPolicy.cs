using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Deletes an inline policy of a user.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPolicy.html" />
internal sealed class DeleteUserPolicy(HeldPolicies policies)
    : Operation<DeleteUserPolicyInput, DeleteUserPolicyOutput>(IamModel.DeleteUserPolicy)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DeleteUserPolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(policies.OnBounded("iam:DeleteUserPolicy", call, input.UserName!));
    }

    public override async ValueTask<DeleteUserPolicyOutput> InvokeAsync(
        DeleteUserPolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        await policies.DeleteAsync(call, input.UserName!, input.PolicyName!, cancellationToken);
        return new DeleteUserPolicyOutput();
    }
}
