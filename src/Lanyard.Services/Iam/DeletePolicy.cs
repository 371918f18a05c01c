using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Deletes a customer managed policy that nobody has attached.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html" />
internal sealed class DeletePolicy(IdentityDirectory identities)
    : Operation<DeletePolicyInput, DeletePolicyOutput>(IamModel.DeletePolicy)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DeletePolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(new Requirement("iam:DeletePolicy", input.PolicyArn!));
    }

    public override async ValueTask<DeletePolicyOutput> InvokeAsync(
        DeletePolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var arn = input.PolicyArn!;
        if (arn.Contains(":aws:policy/", StringComparison.Ordinal))
        {
            throw IamErrors.NotACustomerPolicy(arn);
        }

        if (ManagedPolicies.Attachments(identities, arn) > 0)
        {
            throw IamErrors.StillAttached();
        }

        return await identities.Policies.RemoveAsync(arn, cancellationToken)
            ? new DeletePolicyOutput()
            : throw IamErrors.NoSuchPolicy(arn);
    }
}
