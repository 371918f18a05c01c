using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Users;

/// <summary>Adds or replaces an inline policy of a user.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html" />
internal sealed class PutUserPolicy(UserTable users)
    : PutInlinePolicy<PutUserPolicyInput, UserRecord, PutUserPolicyOutput>(IamModel.PutUserPolicy, users)
{
    protected override string? NameOf(PutUserPolicyInput input) => input.UserName;

    protected override (string Name, string Document) PolicyOf(PutUserPolicyInput input) =>
        (input.PolicyName!, input.PolicyDocument!);
}
