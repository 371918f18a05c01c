using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Lists the one version of a managed policy.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html" />
internal sealed class ListPolicyVersions(IdentityDirectory identities)
    : Operation<ListPolicyVersionsInput, ListPolicyVersionsOutput>(IamModel.ListPolicyVersions)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        ListPolicyVersionsInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(new Requirement("iam:ListPolicyVersions", input.PolicyArn!));
    }

    public override ValueTask<ListPolicyVersionsOutput> InvokeAsync(
        ListPolicyVersionsInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var policy =
            ManagedPolicies.Find(identities, input.PolicyArn!) ?? throw IamErrors.NoSuchPolicy(input.PolicyArn!);
        return new(
            new ListPolicyVersionsOutput
            {
                Versions = [ManagedPolicies.VersionOf(identities, policy) with { Document = null }],
                IsTruncated = false,
            }
        );
    }
}
