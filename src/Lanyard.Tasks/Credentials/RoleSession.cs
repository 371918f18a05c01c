using Lanyard.Access.Sessions;
using Lanyard.Policy;

namespace Lanyard.Tasks.Credentials;

/// <summary>A task under one of its roles: the credential in use, replaced before it ends.</summary>
internal sealed class RoleSession(Arn roleArn, TaskRoleKind kind)
{
    private volatile Credential? _credential;

    /// <summary>The role.</summary>
    public Arn RoleArn { get; } = roleArn;

    /// <summary>Which of the task's roles it is.</summary>
    public TaskRoleKind Kind { get; } = kind;

    /// <summary>The credential in use; null while a task that was taken up waits for a new one.</summary>
    public Credential? Credential
    {
        get => _credential;
        set => _credential = value;
    }
}
