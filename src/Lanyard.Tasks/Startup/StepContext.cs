using Lanyard.Access.Sessions;
using Lanyard.Tasks.Credentials;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Tasks.Output;
using Lanyard.Wire.Protocols;

namespace Lanyard.Tasks.Startup;

/// <summary>What a step works with. Calls are made under the role that the step declares, and under no other.</summary>
internal sealed class StepContext(
    IStartupStep step,
    StartupPlan plan,
    TaskSessions sessions,
    TaskLedger ledger,
    TaskPorts ports,
    TaskOptions options
)
{
    /// <summary>The task, and what the steps have found out so far.</summary>
    public StartupPlan Plan => plan;

    /// <summary>What failures are called.</summary>
    public IFailureTexts Texts { get; } = IFailureTexts.Of(plan.Task.IsFargate);

    /// <summary>The engine's ports.</summary>
    public TaskPorts Ports => ports;

    /// <summary>The engine's options.</summary>
    public TaskOptions Options => options;

    private TaskRoleKind DeclaredRole =>
        step.Role ?? throw new InvalidOperationException($"the step `{step.Name}` declares no role");

    /// <summary>Makes a call under the step's role.</summary>
    /// <param name="region">The region of the call; null for the task's.</param>
    /// <exception cref="Wire.Errors.AwsException">The call was refused or failed.</exception>
    /// <exception cref="InvalidOperationException">The step declares no role.</exception>
    public Task<TOutput> SendAsync<TInput, TOutput>(
        OperationModel<TInput, TOutput> model,
        TInput input,
        string? region,
        CancellationToken cancellationToken
    )
        where TInput : class
        where TOutput : class =>
        sessions.SendAsync(DeclaredRole, model, input, region ?? plan.Task.Region, cancellationToken);

    /// <summary>Opens a stream of CloudWatch Logs under the step's role; the refusal, or null once it is open.</summary>
    public Task<LogRefusal?> OpenLogStreamAsync(AwsLogsOptions logs, CancellationToken cancellationToken) =>
        LogStreams.OpenAsync(logs, sessions, DeclaredRole, cancellationToken);

    /// <summary>Changes the task's record.</summary>
    public void Change(Func<TaskRecord, TaskRecord> change) => ledger.Change(change);
}
