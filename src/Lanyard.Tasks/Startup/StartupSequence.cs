using Lanyard.Tasks.Credentials;
using Lanyard.Tasks.Lifecycle;

namespace Lanyard.Tasks.Startup;

/// <summary>The steps of a task's start up to its created containers. Steps of one stage run side by side, stages one after the other.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html" />
internal static class StartupSequence
{
    // Secrets, registry and logs come before images, as Fargate's messages show.
    private static readonly IStartupStep[][] Fargate =
    [
        [
            new PrepareNetwork(),
            new FetchSecrets(),
            new FetchParameters(),
            new AuthorizeRegistry(),
            new ReadEnvironmentFiles(),
            new OpenLogStreams(),
        ],
        [new PullImages()],
        [new CreateContainers()],
    ];

    // Docker opens the log streams when it starts the containers.
    private static readonly IStartupStep[][] Ec2 =
    [
        [
            new PrepareNetwork(),
            new FetchSecrets(),
            new FetchParameters(),
            new ReadEnvironmentFiles(),
            new AuthorizeRegistry(),
        ],
        [new PullImages()],
        [new OpenLogStreams(), new CreateContainers()],
    ];

    /// <summary>All steps, for those who want to know which role each has.</summary>
    public static IEnumerable<IStartupStep> All => Fargate.Concat(Ec2).SelectMany(stage => stage);

    /// <summary>Runs the steps.</summary>
    /// <returns>What failed; null when the containers are there.</returns>
    public static async Task<StartupFault?> RunAsync(
        StartupPlan plan,
        TaskSessions sessions,
        TaskLedger ledger,
        TaskPorts ports,
        TaskOptions options,
        CancellationToken cancellationToken
    )
    {
        foreach (var stage in plan.Task.IsFargate ? Fargate : Ec2)
        {
            var fault = await RunAsync(
                stage,
                step => new StepContext(step, plan, sessions, ledger, ports, options),
                cancellationToken
            );
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary>Runs the steps of one stage side by side; of several that fail, the first in the stage's order speaks.</summary>
    internal static async Task<StartupFault?> RunAsync(
        IReadOnlyList<IStartupStep> stage,
        Func<IStartupStep, StepContext> contextOf,
        CancellationToken cancellationToken
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = stage.Select(step => RunAsync(step, contextOf(step), stop.Token)).ToArray();
        try
        {
            foreach (var step in running)
            {
                if (await step is { } fault)
                {
                    return fault;
                }
            }

            return null;
        }
        finally
        {
            // The others are of no use after a failure, and none may go on behind the back of what comes next.
            await stop.CancelAsync();
            await Task.WhenAll(running).SettledAsync();
        }
    }

    private static async Task<StartupFault?> RunAsync(
        IStartupStep step,
        StepContext context,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await step.RunAsync(context, cancellationToken);
            return null;
        }
        catch (StartupException failure)
        {
            return failure.Fault;
        }
    }
}
