using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Policies;
using Lanyard.Services.Iam.Principals;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Roles;

/// <summary>Attaches a managed policy to a role.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html" />
internal sealed class AttachRolePolicy(RoleTable roles, ManagedPolicies policies)
    : AttachPolicy<AttachRolePolicyInput, RoleRecord, AttachRolePolicyOutput>(
        IamModel.AttachRolePolicy,
        roles,
        policies
    )
{
    protected override string? NameOf(AttachRolePolicyInput input) => input.RoleName;

    protected override string PolicyOf(AttachRolePolicyInput input) => input.PolicyArn!;
}
