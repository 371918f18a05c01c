using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Users;

/// <summary>Deletes an inline policy of a user.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUserPolicy.html" />
internal sealed class DeleteUserPolicy(UserTable users)
    : DeleteInlinePolicy<DeleteUserPolicyInput, UserRecord, DeleteUserPolicyOutput>(IamModel.DeleteUserPolicy, users)
{
    protected override string? NameOf(DeleteUserPolicyInput input) => input.UserName;

    protected override string PolicyOf(DeleteUserPolicyInput input) => input.PolicyName!;
}
