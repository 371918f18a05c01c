using Lanyard.Cli.Rendering;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Cli.Running;

/// <summary>Runs one task of each definition of the input and follows them until they have stopped.</summary>
internal sealed class TaskRuns(
    HostedServer server,
    RunOptions options,
    RunOutput output,
    TaskDecisions decisions,
    DecisionFeed feed
)
{
    private readonly List<(EcsTask Task, TaskPlan Plan)> _started = [];
    private readonly List<string> _notStarted = [];
    private EcsTask[] _ended = [];

    /// <summary>The tasks as they ended.</summary>
    public IReadOnlyList<EcsTask> Ended => _ended;

    /// <summary>Errors that starting a task was answered with.</summary>
    public IReadOnlyList<string> NotStarted => _notStarted;

    /// <summary>Whether every task was started and did its work.</summary>
    public bool AreGood =>
        _notStarted.Count == 0 && _started.Zip(_ended).All(one => TaskOutcome.IsGood(one.Second, one.First.Plan));

    /// <summary>Runs them.</summary>
    public async Task RunAsync(IReadOnlyList<TaskPlan> plans, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var plan in plans)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await StartAsync(plan);
            }

            _ended = await FollowAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!server.IsOwn)
        {
            // A server of the run's own ends with it, and its tasks with the server.
            await StopAsync("`lanyard run` was interrupted");
            throw;
        }
    }

    // A task that was asked for must be known, lest nobody stop it: asking is not interrupted.
    private async Task StartAsync(TaskPlan plan)
    {
        try
        {
            var answer = await server.Client.SendAsync(EcsModel.RunTask, InputFor(plan), CancellationToken.None);
            foreach (var task in answer.Tasks ?? [])
            {
                _started.Add((task, plan));
                decisions.Add(task);
            }
        }
        catch (AwsException error)
        {
            output.NotStarted(plan.Input.Family!, error.Code, error.Message);
            _notStarted.Add($"{plan.Input.Family}: {error.Code}: {error.Message}");
            decisions.AddRefused(plan);
        }

        feed.Sift();
    }

    private async Task<EcsTask[]> FollowAsync(CancellationToken cancellationToken)
    {
        var watch = new TaskWatch(server.Client, output);
        var watching = Task.WhenAll(_started.Select(one => watch.FollowAsync(one.Task, cancellationToken)));
        try
        {
            return await watching.WaitAsync(
                options.Timeout ?? Timeout.InfiniteTimeSpan,
                options.Time,
                cancellationToken
            );
        }
        catch (TimeoutException)
        {
            output.Step("the time is up: stopping the tasks");
            await StopAsync("the time given to `lanyard run` was up");
            return await watching;
        }
    }

    private async Task StopAsync(string reason)
    {
        foreach (var (task, _) in _started)
        {
            var input = new StopTaskInput
            {
                Cluster = task.ClusterArn,
                Task = task.TaskArn,
                Reason = reason,
            };
            await server.Client.SendAsync(EcsModel.StopTask, input, CancellationToken.None);
        }
    }

    // Any subnet and security group will do: a task's network is its own.
    private static RunTaskInput InputFor(TaskPlan plan) =>
        new()
        {
            TaskDefinition = plan.Input.Family,
            LaunchType =
                plan.Input.RequiresCompatibilities?.Contains("FARGATE", StringComparer.Ordinal) == true
                    ? "FARGATE"
                    : "EC2",
            StartedBy = "lanyard-run",
            NetworkConfiguration =
                plan.Input.NetworkMode == "awsvpc"
                    ? new NetworkConfiguration
                    {
                        AwsvpcConfiguration = new AwsVpcConfiguration
                        {
                            Subnets = ["subnet-0123456789abcdef0"],
                            SecurityGroups = ["sg-0123456789abcdef0"],
                        },
                    }
                    : null,
        };
}
