using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Lists the one version that a managed policy has.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html" />
internal sealed class ListPolicyVersions(ManagedPolicies policies)
    : Operation<ListPolicyVersionsInput, ListPolicyVersionsOutput>(IamModel.ListPolicyVersions)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        ListPolicyVersionsInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(policies.On(call, "iam:ListPolicyVersions", input.PolicyArn!));
    }

    public override ValueTask<ListPolicyVersionsOutput> InvokeAsync(
        ListPolicyVersionsInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var arn = input.PolicyArn!;
        var version = policies.FindVersion(call, arn) ?? throw IamErrors.NoSuchPolicy(arn);
        return new(new ListPolicyVersionsOutput { Versions = [version with { Document = null }], IsTruncated = false });
    }
}
