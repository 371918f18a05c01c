using Lanyard.Access.Admission;
using Lanyard.Policy;
using Lanyard.Policy.Evaluation;
using Lanyard.Services.Iam.Shared;

namespace Lanyard.Services.Iam.Principals;

/// <summary>The user that a call means when it names none: the one who calls.</summary>
internal static class CallingUser
{
    /// <summary>The given name, or the caller's.</summary>
    /// <exception cref="Wire.Errors.AwsException">No name is given and the caller is no user.</exception>
    public static string NameOr(string? given, Call call) =>
        given
        ?? (
            call.Caller.Principal is { Type: PrincipalType.User } user
                ? Arn.NameOf(user.Arn)
                : throw IamErrors.UserNameMissing()
        );
}
