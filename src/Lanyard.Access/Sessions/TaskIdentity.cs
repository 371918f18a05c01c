using Lanyard.Policy;

namespace Lanyard.Access.Sessions;

/// <summary>The task that a role session was made for.</summary>
/// <param name="TaskArn">The task's ARN.</param>
/// <param name="Kind">Which of its two roles.</param>
public sealed record TaskIdentity(Arn TaskArn, TaskRoleKind Kind)
{
    /// <summary>What people call the role: <c>execution role</c> or <c>task role</c>.</summary>
    public string RoleWords => Kind == TaskRoleKind.Execution ? "execution role" : "task role";
}
