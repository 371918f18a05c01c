using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Users;

/// <summary>Detaches a managed policy from a user.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachUserPolicy.html" />
internal sealed class DetachUserPolicy(UserTable users)
    : DetachPolicy<DetachUserPolicyInput, UserRecord, DetachUserPolicyOutput>(IamModel.DetachUserPolicy, users)
{
    protected override string? NameOf(DetachUserPolicyInput input) => input.UserName;

    protected override string PolicyOf(DetachUserPolicyInput input) => input.PolicyArn!;
}
