using Lanyard.Access.Identity;
using Lanyard.Access.Sessions;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Services.Sts;

/// <summary>How long a session lasts.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage-assume.html" />
internal static class SessionDuration
{
    private const int Hour = 3600;

    /// <summary>The length of a session of a role.</summary>
    /// <param name="requested">In seconds; null for an hour.</param>
    /// <exception cref="Wire.Errors.AwsException">It is longer than the role or the chain allows.</exception>
    public static TimeSpan Of(int? requested, RoleRecord role, Caller caller)
    {
        var seconds = requested ?? Hour;
        if (caller.Principal.Type == PrincipalType.RoleSession && seconds > Hour)
        {
            throw StsErrors.LongerThanChainAllows();
        }

        // The longest session of a role is a limit for people; services such as ECS, whose sessions last six hours, pass it.
        if (caller.Principal.Type != PrincipalType.Service && seconds > role.MaxSessionDurationSeconds)
        {
            throw StsErrors.LongerThanRoleAllows();
        }

        return TimeSpan.FromSeconds(seconds);
    }
}
