using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Policies;
using Lanyard.Services.Iam.Principals;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Users;

/// <summary>Attaches a managed policy to a user.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html" />
internal sealed class AttachUserPolicy(UserTable users, ManagedPolicies policies)
    : AttachPolicy<AttachUserPolicyInput, UserRecord, AttachUserPolicyOutput>(
        IamModel.AttachUserPolicy,
        users,
        policies
    )
{
    protected override string? NameOf(AttachUserPolicyInput input) => input.UserName;

    protected override string PolicyOf(AttachUserPolicyInput input) => input.PolicyArn!;
}
