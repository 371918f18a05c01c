using Lanyard.Cli.Clients;
using Lanyard.Cli.Rendering;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Running;

/// <summary>Follows tasks until they have stopped: their status and what their containers write.</summary>
internal sealed class TaskWatch(AwsClient client, RunOutput output)
{
    private const int WaitSeconds = 5;

    private static readonly TimeSpan StatusInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Follows one task to its end.</summary>
    /// <returns>The task as it ended.</returns>
    public async Task<EcsTask> FollowAsync(EcsTask task, CancellationToken cancellationToken)
    {
        var lines = (task.Containers ?? []).Select(container => LinesAsync(task, container.Name!, cancellationToken));
        var following = Task.WhenAll(lines);
        var ended = await StatusAsync(task, cancellationToken);
        await following;
        return ended;
    }

    private async Task<EcsTask> StatusAsync(EcsTask task, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(StatusInterval);
        var current = task;
        while (true)
        {
            output.Status(current);
            if (current.LastStatus == "STOPPED")
            {
                return current;
            }

            await timer.WaitForNextTickAsync(cancellationToken);
            var described = await client.SendAsync(
                EcsModel.DescribeTasks,
                new DescribeTasksInput { Cluster = task.ClusterArn, Tasks = [task.TaskArn!] },
                cancellationToken
            );
            current = described.Tasks is [var found, ..] ? found : current;
        }
    }

    private async Task LinesAsync(EcsTask task, string container, CancellationToken cancellationToken)
    {
        long position = 0;
        while (true)
        {
            var written = await client.SendAsync(
                LanyardModel.GetTaskOutput,
                new GetTaskOutputInput
                {
                    Task = task.TaskArn,
                    Container = container,
                    Position = position,
                    WaitSeconds = WaitSeconds,
                },
                cancellationToken
            );
            foreach (var line in written.Lines ?? [])
            {
                output.Line(line);
            }

            position = written.Position ?? position;
            if (written.Ended == true)
            {
                return;
            }
        }
    }
}
