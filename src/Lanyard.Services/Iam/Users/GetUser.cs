using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Principals;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Users;

/// <summary>Describes a user; without a name the one who calls.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html" />
internal sealed class GetUser(UserTable users)
    : PrincipalReading<GetUserInput, UserRecord, GetUserOutput>(IamModel.GetUser, users)
{
    protected override string? NameOf(GetUserInput input) => input.UserName;

    protected override GetUserOutput Answer(GetUserInput input, UserRecord record) =>
        new() { User = UserShape.Of(record) };
}
