using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Describes a managed policy, AWS's or a customer's.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html" />
internal sealed class GetPolicy(IdentityDirectory identities)
    : Operation<GetPolicyInput, GetPolicyOutput>(IamModel.GetPolicy)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        GetPolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(new Requirement("iam:GetPolicy", input.PolicyArn!));
    }

    public override ValueTask<GetPolicyOutput> InvokeAsync(
        GetPolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        return new(
            new GetPolicyOutput
            {
                Policy =
                    ManagedPolicies.Find(identities, input.PolicyArn!)
                    ?? throw IamErrors.NoSuchPolicy(input.PolicyArn!),
            }
        );
    }
}
