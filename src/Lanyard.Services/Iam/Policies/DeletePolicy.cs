using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Policies;

/// <summary>Deletes a managed policy that is neither attached nor a boundary.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html" />
internal sealed class DeletePolicy(ManagedPolicies policies)
    : PolicyOperation<DeletePolicyInput, DeletePolicyOutput>(IamModel.DeletePolicy, policies)
{
    protected override string ArnOf(DeletePolicyInput input) => input.PolicyArn!;

    protected override async ValueTask<DeletePolicyOutput> InvokeAsync(
        DeletePolicyInput input,
        NamedPolicy subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        await Policies.RemoveAsync(call, subject, cancellationToken);
        return new DeletePolicyOutput();
    }
}
