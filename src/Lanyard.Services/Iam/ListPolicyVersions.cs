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
        _ = policies.FindDocument(call, arn) ?? throw IamErrors.NoSuchPolicy(arn);
        var version = new PolicyVersion
        {
            VersionId = ManagedPolicies.Version,
            IsDefaultVersion = true,
            CreateDate = policies.FindOwn(call, arn)?.CreatedAt,
        };
        return new(new ListPolicyVersionsOutput { Versions = [version], IsTruncated = false });
    }
}
