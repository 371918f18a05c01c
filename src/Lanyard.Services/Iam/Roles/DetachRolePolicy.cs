using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Roles;

/// <summary>Detaches a managed policy from a role.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html" />
internal sealed class DetachRolePolicy(RoleTable roles)
    : DetachPolicy<DetachRolePolicyInput, RoleRecord, DetachRolePolicyOutput>(IamModel.DetachRolePolicy, roles)
{
    protected override string? NameOf(DetachRolePolicyInput input) => input.RoleName;

    protected override string PolicyOf(DetachRolePolicyInput input) => input.PolicyArn!;
}
