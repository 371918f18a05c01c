using Lanyard.Policy;

namespace Lanyard.Access.Sessions;

/// <summary>The task that a role session was made for.</summary>
/// <param name="TaskArn">The task's ARN.</param>
/// <param name="Kind">Which of its two roles.</param>
public sealed record TaskIdentity(Arn TaskArn, TaskRoleKind Kind);
