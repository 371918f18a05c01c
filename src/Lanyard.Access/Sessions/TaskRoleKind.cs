namespace Lanyard.Access.Sessions;

/// <summary>Which of a task's two roles a session belongs to.</summary>
public enum TaskRoleKind
{
    /// <summary>The task execution role: what Lanyard itself uses for a task.</summary>
    Execution,

    /// <summary>The task role: what the application's code uses.</summary>
    Task,
}
