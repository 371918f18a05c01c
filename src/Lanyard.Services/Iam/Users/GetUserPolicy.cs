using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Users;

/// <summary>Reads an inline policy of a user.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUserPolicy.html" />
internal sealed class GetUserPolicy(UserTable users)
    : GetInlinePolicy<GetUserPolicyInput, UserRecord, GetUserPolicyOutput>(IamModel.GetUserPolicy, users)
{
    protected override string? NameOf(GetUserPolicyInput input) => input.UserName;

    protected override string PolicyOf(GetUserPolicyInput input) => input.PolicyName!;

    protected override GetUserPolicyOutput Output(GetUserPolicyInput input, string document) =>
        new()
        {
            UserName = input.UserName,
            PolicyName = input.PolicyName,
            PolicyDocument = document,
        };
}
