using Lanyard.Access.Admission;
using Lanyard.Access.Sessions;
using Lanyard.Policy;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Sts;
using Lanyard.Wire.Protocols;

namespace Lanyard.Tasks.Credentials;

/// <summary>The sessions of one task's roles: assumed through the front door, renewed while the task lives, revoked when it ends.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html" />
internal sealed class TaskSessions(TaskRecord task, TaskPorts ports, TaskOptions options)
{
    private const string Service = "ecs-tasks.amazonaws.com";
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMinutes(1);

    private readonly Arn _taskArn = task.Arn;
    private readonly RoleSession?[] _sessions =
    [
        SessionOf(task.ExecutionRoleArn, TaskRoleKind.Execution),
        SessionOf(task.TaskRoleArn, TaskRoleKind.Task),
    ];

    /// <summary>Under the task execution role; null when the task has none.</summary>
    public RoleSession? Execution => _sessions[0];

    /// <summary>Under the task role; null when the task has none.</summary>
    public RoleSession? Task => _sessions[1];

    /// <summary>Called with a session that has a new credential.</summary>
    public Action<RoleSession>? Renewed { get; set; }

    /// <summary>Assumes the roles, both at once.</summary>
    /// <exception cref="AwsException"><c>ClientException</c>: ECS's words for a role that cannot be assumed.</exception>
    public async Task AssumeAsync(CancellationToken cancellationToken)
    {
        var refused = await System.Threading.Tasks.Task.WhenAll(
            _sessions.OfType<RoleSession>().Select(session => TryAssumeAsync(session, cancellationToken))
        );
        if (refused.FirstOrDefault(role => role is not null) is { } first)
        {
            await RevokeAsync();
            throw TaskErrors.RoleNotAssumed(first.ToString());
        }
    }

    /// <summary>Takes up the sessions of a task that was there before; those that have ended are assumed anew if they can be.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        Execution?.Credential = Known(task.ExecutionSessionKeyId);
        Task?.Credential = Known(task.TaskSessionKeyId);
        await System.Threading.Tasks.Task.WhenAll(
            _sessions
                .OfType<RoleSession>()
                .Where(session => session.Credential is null)
                .Select(session => TryAssumeAsync(session, cancellationToken))
        );
    }

    /// <summary>Replaces credentials before they end, for as long as the token lasts.</summary>
    public Task RenewAsync(CancellationToken cancellationToken) =>
        System.Threading.Tasks.Task.WhenAll(
            _sessions.OfType<RoleSession>().Select(session => RenewAsync(session, cancellationToken))
        );

    /// <summary>Makes a call under a role.</summary>
    /// <exception cref="AwsException">
    /// The call was refused or failed; <c>NoCredentialProviders</c> when the task has no such role, as an SDK without credentials says.
    /// </exception>
    public async Task<TOutput> SendAsync<TInput, TOutput>(
        TaskRoleKind role,
        OperationModel<TInput, TOutput> model,
        TInput input,
        string region,
        CancellationToken cancellationToken
    )
        where TInput : class
        where TOutput : class
    {
        var credential =
            _sessions[role == TaskRoleKind.Execution ? 0 : 1]?.Credential
            ?? throw new AwsException("NoCredentialProviders", "no valid providers in chain");
        return await ports
            .FrontDoor()
            .SendAsync(model, input, credential.Caller, region, CallOrigin.Engine, cancellationToken);
    }

    /// <summary>Ends every session that this task ever had.</summary>
    public async Task RevokeAsync() => await ports.Credentials.RevokeAsync(_taskArn, CancellationToken.None);

    private static RoleSession? SessionOf(string? roleArn, TaskRoleKind kind) =>
        roleArn is null ? null : new RoleSession(Arn.Parse(roleArn), kind);

    private Credential? Known(string? keyId) =>
        keyId is not null
        && ports.Credentials.Find(keyId) is { } credential
        && credential.Caller.ExpiresAt > ports.Time.GetUtcNow()
            ? credential
            : null;

    // The role when it cannot be assumed; null when it was.
    private async Task<Arn?> TryAssumeAsync(RoleSession session, CancellationToken cancellationToken)
    {
        try
        {
            session.Credential = await AssumeAsync(session, cancellationToken);
            return null;
        }
        catch (AwsException)
        {
            return session.RoleArn;
        }
    }

    private async Task<Credential?> AssumeAsync(RoleSession session, CancellationToken cancellationToken)
    {
        var account = AccountId.Parse(task.Account);
        var caller = Caller.Service(
            Service,
            Arn.Of("ecs", task.Region, task.Account, "*"),
            account,
            new TaskIdentity(_taskArn, session.Kind)
        );
        var input = new AssumeRoleInput
        {
            RoleArn = session.RoleArn.ToString(),
            RoleSessionName = task.Id,
            DurationSeconds = (int)options.SessionDuration.TotalSeconds,
        };
        var output = await ports
            .FrontDoor()
            .SendAsync(StsModel.AssumeRole, input, caller, task.Region, CallOrigin.Engine, cancellationToken);
        return ports.Credentials.Find(output.Credentials!.AccessKeyId!);
    }

    private async Task RenewAsync(RoleSession session, CancellationToken cancellationToken)
    {
        while (true)
        {
            var due = session.Credential?.Caller.ExpiresAt - options.SessionRenewalLead - ports.Time.GetUtcNow();
            if (due > TimeSpan.Zero)
            {
                await System.Threading.Tasks.Task.Delay(due.Value, ports.Time, cancellationToken);
            }

            // A trust policy that refuses now leaves the session that is there to its end, as in AWS.
            if (await TryAssumeAsync(session, cancellationToken) is null)
            {
                Renewed?.Invoke(session);
            }
            else
            {
                await System.Threading.Tasks.Task.Delay(RetryDelay, ports.Time, cancellationToken);
            }
        }
    }
}
