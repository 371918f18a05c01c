using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Reads the document of a managed policy.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html" />
internal sealed class GetPolicyVersion(IdentityDirectory identities)
    : Operation<GetPolicyVersionInput, GetPolicyVersionOutput>(IamModel.GetPolicyVersion)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        GetPolicyVersionInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(new Requirement("iam:GetPolicyVersion", input.PolicyArn!));
    }

    public override ValueTask<GetPolicyVersionOutput> InvokeAsync(
        GetPolicyVersionInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var policy =
            ManagedPolicies.Find(identities, input.PolicyArn!) ?? throw IamErrors.NoSuchPolicy(input.PolicyArn!);
        return string.Equals(input.VersionId, policy.DefaultVersionId, StringComparison.Ordinal)
            ? new(new GetPolicyVersionOutput { PolicyVersion = ManagedPolicies.VersionOf(identities, policy) })
            : throw IamErrors.NoSuchVersion(input.PolicyArn!, input.VersionId!);
    }
}
