using Lanyard.Cli.Clients;
using Lanyard.Cli.Commands;
using Lanyard.Cli.Rendering;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Running;

/// <summary>The main job from the first file to the report.</summary>
/// <remarks>
/// <code>
/// (1) read      every template, all faults at once
/// (2) check     the roles and images that tasks name
/// (3) make      the resources, by signed calls
/// (4) supply    the images that the registry lacks
/// (5) run       one task of each definition, followed until it stops
/// (6) report    who did what, what was refused, what was never used
/// </code>
/// </remarks>
internal sealed class RunSession(RunOptions options)
{
    private readonly RunOutput _output = options.IsJson
        ? new JsonOutput(Console.Out)
        : new TextOutput(Console.Out, Console.Error);

    /// <summary>Does the job.</summary>
    /// <returns>One of <see cref="ExitCodes" />.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // The account of a server of the run's own is known beforehand, so faults show before one is started.
        var (account, region) = options.DataDirectory is { } data
            ? (RunningServer.Find(data).Account, RunningServer.Find(data).Region)
            : ("000000000000", "us-east-1");
        var stacks = await ReadAsync(account, region, cancellationToken);
        await using var server = await HostedServer.OpenAsync(options, cancellationToken);
        return await RunAsync(server, stacks, cancellationToken);
    }

    private async Task<IReadOnlyList<StackPlan>> ReadAsync(
        string account,
        string region,
        CancellationToken cancellationToken
    )
    {
        var stacks = new List<StackPlan>(); // (1)
        var isAlone = options.Paths.Count == 1;
        foreach (var path in options.Paths)
        {
            stacks.Add(
                await StackPlan.ReadAsync(path, options.Parameters, account, region, isAlone, cancellationToken)
            );
        }

        var known = stacks.SelectMany(stack => stack.ParameterNames).Distinct(StringComparer.Ordinal).ToList();
        return options.Parameters.Keys.Except(known, StringComparer.Ordinal).FirstOrDefault() is { } unknown
            ? throw CommandException.Misuse(
                $"--parameter {unknown}: Parameters: [{unknown}] do not exist in any of the templates",
                known.Count == 0 ? "leave it out: there are no parameters" : $"give one of {string.Join(", ", known)}"
            )
            : stacks;
    }

    private async Task<int> RunAsync(
        HostedServer server,
        IReadOnlyList<StackPlan> stacks,
        CancellationToken cancellationToken
    )
    {
        var supply = new ImageSupply(options, _output);
        var images = new List<ImageSource>();
        var missing = await RoleCheck.FindMissingAsync(server.Client, stacks, cancellationToken); // (2)
        if (missing.Count > 0)
        {
            throw StackPlan.Faulty(missing);
        }

        supply.CheckGiven(stacks);
        foreach (var stack in stacks)
        {
            images.AddRange(await supply.PlanAsync(server.Client, stack, cancellationToken));
        }

        foreach (var stack in stacks) // (3)
        {
            stack.NotMade.ToList().ForEach(one => _output.NotMade(one.LogicalId, one.Type, one.Location.ToString()));
            await stack.MakeAsync(server.Client, _output.Made, cancellationToken);
        }

        await supply.SupplyAsync(server.Client, images, cancellationToken); // (4)
        var report = await RunTasksAsync(server, stacks, cancellationToken);
        _output.Report(report);
        return report.Succeeded ? ExitCodes.Done : ExitCodes.Failed;
    }

    private async Task<RunReport> RunTasksAsync(
        HostedServer server,
        IReadOnlyList<StackPlan> stacks,
        CancellationToken cancellationToken
    )
    {
        var roles = stacks.SelectMany(stack => stack.AllTasks).SelectMany(RolesOf).ToHashSet(StringComparer.Ordinal);
        await using var feed = new DecisionFeed(server.Client, _output);
        await feed.StartAsync(decision => IsOfTasks(decision, roles), cancellationToken);
        var notStarted = new List<string>();
        var started = new List<StartedTask>();
        foreach (var task in stacks.SelectMany(stack => stack.Tasks)) // (5)
        {
            await StartAsync(server.Client, task, started, notStarted, cancellationToken);
        }

        var ended = await FollowAsync(server.Client, [.. started.Select(one => one.Task)], cancellationToken);
        var isGood = started.Zip(ended).All(one => TaskOutcome.IsGood(one.Second, one.First.Plan));
        await feed.FinishAsync(cancellationToken);
        var reports = await RoleReports.OfAsync(server.Client, feed.Decisions, cancellationToken); // (6)
        var isRefused = options.FailsOnDenial && feed.Decisions.Any(decision => decision.Allowed == false);
        return new RunReport(
            ended,
            notStarted,
            reports,
            [.. stacks.SelectMany(stack => stack.NotMade).Select(one => $"{one.LogicalId} ({one.Type})")],
            notStarted.Count == 0 && !isRefused && isGood,
            server.IsOwn && options.Keeps ? server.Directory : ""
        );
    }

    private async Task StartAsync(
        AwsClient client,
        TaskPlan task,
        List<StartedTask> started,
        List<string> notStarted,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var output = await client.SendAsync(EcsModel.RunTask, InputFor(task), cancellationToken);
            started.AddRange((output.Tasks ?? []).Select(one => new StartedTask(one, task)));
        }
        catch (AwsException error)
        {
            _output.NotStarted(task.Input.Family!, error.Code, error.Message);
            notStarted.Add($"{task.Input.Family}: {error.Code}: {error.Message}");
        }
    }

    private async Task<IReadOnlyList<EcsTask>> FollowAsync(
        AwsClient client,
        IReadOnlyList<EcsTask> tasks,
        CancellationToken cancellationToken
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (options.Timeout is { } timeout)
        {
            patience.CancelAfter(timeout);
        }

        var watch = new TaskWatch(client, _output);
        try
        {
            return await Task.WhenAll(tasks.Select(task => watch.FollowAsync(task, patience.Token)));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _output.Step("the time is up: stopping the tasks");
            foreach (var task in tasks)
            {
                var input = new StopTaskInput
                {
                    Cluster = task.ClusterArn,
                    Task = task.TaskArn,
                    Reason = "the time given to `lanyard run` was up",
                };
                await client.SendAsync(EcsModel.StopTask, input, cancellationToken);
            }

            return await Task.WhenAll(tasks.Select(task => watch.FollowAsync(task, cancellationToken)));
        }
    }

    // Any subnet and security group will do: a task's network is its own.
    private static RunTaskInput InputFor(TaskPlan task) =>
        new()
        {
            TaskDefinition = task.Input.Family,
            LaunchType =
                task.Input.RequiresCompatibilities?.Contains("FARGATE", StringComparer.Ordinal) == true
                    ? "FARGATE"
                    : "EC2",
            StartedBy = "lanyard-run",
            NetworkConfiguration = task.Input.NetworkMode is "awsvpc"
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

    private static IEnumerable<string> RolesOf(TaskPlan task) =>
        new[] { task.Input.ExecutionRoleArn, task.Input.TaskRoleArn }
            .OfType<string>()
            .Select(role => role[(role.LastIndexOf('/') + 1)..]);

    private static bool IsOfTasks(DecisionEntry decision, HashSet<string> roles)
    {
        var role = decision.RoleArn ?? (decision.Requirements is [var first, ..] ? first.Resource : null) ?? "";
        return decision.TaskRole is not null && roles.Contains(role[(role.LastIndexOf('/') + 1)..]);
    }

    private sealed record StartedTask(EcsTask Task, TaskPlan Plan);
}
