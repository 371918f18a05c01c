using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Roles;

/// <summary>Replaces the trust policy of a role; sessions that are there stay.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html" />
internal sealed class UpdateAssumeRolePolicy(RoleTable roles, TrustPolicies trust)
    : PrincipalOperation<UpdateAssumeRolePolicyInput, RoleRecord, UpdateAssumeRolePolicyOutput>(
        IamModel.UpdateAssumeRolePolicy,
        roles
    )
{
    protected override string? NameOf(UpdateAssumeRolePolicyInput input) => input.RoleName;

    protected override async ValueTask<UpdateAssumeRolePolicyOutput> InvokeAsync(
        UpdateAssumeRolePolicyInput input,
        Found<RoleRecord> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        await Principals.ChangeAccountAsync(
            call,
            changes =>
            {
                trust.Check(call, input.PolicyDocument!);
                var role = Principals.Current(changes, subject);
                return Principals.Put(changes, role with { TrustPolicy = input.PolicyDocument! });
            },
            cancellationToken
        );
        return new UpdateAssumeRolePolicyOutput();
    }
}
