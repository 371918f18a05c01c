using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam;

/// <summary>Replaces the trust policy of a role; sessions that are there stay.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html" />
internal sealed class UpdateAssumeRolePolicy(Roles roles, TrustPolicies trust)
    : Operation<UpdateAssumeRolePolicyInput, UpdateAssumeRolePolicyOutput>(IamModel.UpdateAssumeRolePolicy)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        UpdateAssumeRolePolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(IamModel.Service, input);
        return Needs(roles.On("iam:UpdateAssumeRolePolicy", call, input.RoleName!));
    }

    public override async ValueTask<UpdateAssumeRolePolicyOutput> InvokeAsync(
        UpdateAssumeRolePolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        trust.Check(call, input.PolicyDocument!);
        await roles.ChangeAsync(
            call,
            input.RoleName!,
            role => role with { TrustPolicy = input.PolicyDocument! },
            cancellationToken
        );
        return new UpdateAssumeRolePolicyOutput();
    }
}
