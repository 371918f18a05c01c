using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Deletes a managed policy that is neither attached nor a boundary.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html" />
internal sealed class DeletePolicy(ManagedPolicies policies)
    : Operation<DeletePolicyInput, DeletePolicyOutput>(IamModel.DeletePolicy)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DeletePolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(policies.On(call, "iam:DeletePolicy", input.PolicyArn!));
    }

    public override async ValueTask<DeletePolicyOutput> InvokeAsync(
        DeletePolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        await policies.RemoveAsync(call, input.PolicyArn!, cancellationToken);
        return new DeletePolicyOutput();
    }
}
