using Lanyard.Access.Sessions;

namespace Lanyard.Tasks.Startup;

/// <summary>One step of a task's start, with the role it acts under.</summary>
internal interface IStartupStep
{
    /// <summary>What it does, in words for people: <c>secrets read</c>.</summary>
    string Name { get; }

    /// <summary>The role under which it calls APIs; null when it calls none, and then it cannot.</summary>
    TaskRoleKind? Role { get; }

    /// <summary>Does it.</summary>
    /// <exception cref="StartupException">It failed, and the task with it.</exception>
    Task RunAsync(StepContext context, CancellationToken cancellationToken);
}
