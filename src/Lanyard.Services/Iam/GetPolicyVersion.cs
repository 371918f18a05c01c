using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Shows the document of a managed policy. Each has one version: <c>v1</c>, or the newest of a policy of AWS.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html" />
internal sealed class GetPolicyVersion(ManagedPolicies policies)
    : Operation<GetPolicyVersionInput, GetPolicyVersionOutput>(IamModel.GetPolicyVersion)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        GetPolicyVersionInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(policies.On(call, "iam:GetPolicyVersion", input.PolicyArn!));
    }

    public override ValueTask<GetPolicyVersionOutput> InvokeAsync(
        GetPolicyVersionInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var arn = input.PolicyArn!;
        var version = policies.FindVersion(call, arn) ?? throw IamErrors.NoSuchPolicy(arn);
        return version.VersionId == input.VersionId
            ? new(new GetPolicyVersionOutput { PolicyVersion = version })
            : throw IamErrors.NoSuchVersion(arn, input.VersionId!);
    }
}
