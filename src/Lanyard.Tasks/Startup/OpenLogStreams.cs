using Lanyard.Access.Sessions;

namespace Lanyard.Tasks.Startup;

/// <summary>Opens the log streams of containers with the driver <c>awslogs</c>.</summary>
/// <remarks>
/// On Fargate a stream that cannot be opened stops the task, whatever the <c>mode</c>. On EC2 it does so in blocking mode; in
/// non-blocking mode, the default since June 2025, the container runs and its output is lost until the stream can be opened.
/// Other drivers are not sent anywhere; the output of every container can be read from Lanyard itself.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html" />
internal sealed class OpenLogStreams : IStartupStep
{
    public string Name => "log streams opened";

    public TaskRoleKind? Role => TaskRoleKind.Execution;

    public Task RunAsync(StepContext context, CancellationToken cancellationToken) =>
        Task.WhenAll(
            context
                .Plan.Containers.Where(container => container.SendsToAwsLogs)
                .Select(container => OpenAsync(container, context, cancellationToken))
        );

    private static async Task OpenAsync(
        ContainerPlan container,
        StepContext context,
        CancellationToken cancellationToken
    )
    {
        var task = context.Plan.Task;
        if (container.ReadLogs(task) is { } fault)
        {
            throw new StartupException(context.Texts.LogOptionRefused(container.Name, fault));
        }

        var logs = container.Logs!;
        if (
            (task.IsFargate || logs.IsBlocking)
            && await context.OpenLogStreamAsync(logs, cancellationToken) is { } refusal
        )
        {
            throw new StartupException(
                refusal.IsOfGroup
                    ? context.Texts.LogGroupRefused(container.Name, refusal.Error)
                    : context.Texts.LogStreamRefused(container.Name, refusal.Error)
            );
        }
    }
}
