using Lanyard.Cli.Clients;
using Lanyard.Cli.Commands;
using Lanyard.Cli.Rendering;

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
/// <param name="options">What is asked for.</param>
/// <param name="start">How a server of the run's own is started.</param>
internal sealed class RunSession(RunOptions options, ServerStart start)
{
    private const string OwnAccount = "000000000000";
    private const string OwnRegion = "us-east-1";

    private readonly RunOutput _output = options.IsJson
        ? new JsonRunOutput(Console.Out)
        : new TextRunOutput(Console.Out, Console.Error);

    /// <summary>Does the job.</summary>
    /// <returns>One of <see cref="ExitCodes" />.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        // The account of a server of the run's own is known beforehand, so faults show before one is started.
        var running = options.DataDirectory is { } data ? RunningServer.Find(data) : null;
        var stacks = await ReadAsync(running?.Account ?? OwnAccount, running?.Region ?? OwnRegion, cancellationToken);
        await using var server = await HostedServer.OpenAsync(options, start, cancellationToken);
        SayWhatServes(server);
        try
        {
            return await RunAsync(server, stacks, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _output.Step("interrupted: cleaning up; once more ends lanyard at once and leaves what there is");
            throw;
        }
    }

    private void SayWhatServes(HostedServer server)
    {
        if (server.File.Observe)
        {
            _output.Step("observing: this server records refusals and lets them pass");
        }

        if (server.IsOwn && options.Keeps)
        {
            _output.Kept(server.Directory, server.File.Endpoint);
        }
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

        var tasks = StackPlan.TasksOf(stacks);
        if (tasks.Count > 0)
        {
            await server.CheckRuntimeAsync(cancellationToken);
        }

        foreach (var stack in stacks) // (3)
        {
            await MakeAsync(server.Client, stack, cancellationToken);
        }

        await supply.SupplyAsync(server.Client, images, cancellationToken); // (4)
        var report = await RunTasksAsync(server, stacks, tasks, cancellationToken);
        _output.Report(report);
        return report.Succeeded ? ExitCodes.Done : ExitCodes.Failed;
    }

    private async Task MakeAsync(AwsClient client, StackPlan stack, CancellationToken cancellationToken)
    {
        foreach (var one in stack.NotMade)
        {
            _output.NotMade(one.LogicalId, one.Type, one.Location.ToString());
        }

        await stack.MakeAsync(client, _output.Made, cancellationToken);
        foreach (var property in stack.UnmadeProperties)
        {
            _output.NotMade(property);
        }
    }

    private async Task<RunReport> RunTasksAsync(
        HostedServer server,
        IReadOnlyList<StackPlan> stacks,
        IReadOnlyList<TaskPlan> plans,
        CancellationToken cancellationToken
    )
    {
        var decisions = new TaskDecisions();
        var judge = new Judge([.. stacks.SelectMany(LeftOutPolicies.Of)]);
        await using var feed = new DecisionFeed(server.Client, _output, judge);
        await feed.StartAsync(decisions.Has, cancellationToken);
        var tasks = new TaskRuns(server, options, _output, decisions, feed);
        await tasks.RunAsync(plans, cancellationToken); // (5)
        await feed.FinishAsync(cancellationToken);
        var reports = await RoleReports.OfAsync(server.Client, feed.Decisions, cancellationToken); // (6)
        var nothing = NothingStarted.In(stacks);
        var isDoubtful =
            options.FailsOnDenial
            && feed.Decisions.Any(one => one.IsRefused || (one.IsUnknown && !server.File.Observe));
        return new RunReport(
            tasks.Ended,
            tasks.NotStarted,
            reports,
            [.. stacks.SelectMany(stack => stack.NotMade).Select(one => $"{one.LogicalId} ({one.Type})")],
            nothing is null && tasks.AreGood && !isDoubtful,
            server.IsOwn && options.Keeps ? server.Directory : ""
        )
        {
            NothingStarted = nothing,
            Observes = server.File.Observe,
            NotMadeProperties = [.. stacks.SelectMany(stack => stack.UnmadeProperties).Select(one => one.ToString())],
        };
    }
}
