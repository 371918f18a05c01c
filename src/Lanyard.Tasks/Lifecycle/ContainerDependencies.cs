using System.Globalization;
using Lanyard.Tasks.Startup;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Lifecycle;

/// <summary>Which container waits for which: the order of starting, and its reverse for stopping.</summary>
/// <remarks>
/// START, COMPLETE and SUCCESS are kept. Health checks are not run, so a container that waits for HEALTHY cannot start; that is
/// said before anything is pulled.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html" />
internal sealed class ContainerDependencies(IReadOnlyList<ContainerRun> runs, IFailureTexts texts, TimeProvider time)
{
    /// <summary>Why the containers can never be started; null when they can.</summary>
    public static StartupFault? FaultIn(StartupPlan plan, IFailureTexts texts)
    {
        var waiting = plan.Containers.FirstOrDefault(container =>
            (container.Definition.DependsOn ?? []).Any(dependency => dependency.Condition == "HEALTHY")
        );
        return waiting is null
            ? null
            : texts.DependencyFailed(
                waiting.Name,
                $"container {waiting.Name} waits for a HEALTHY container, and Lanyard does not run container health checks"
            );
    }

    /// <summary>Waits until all that a container depends on is as it must be.</summary>
    /// <exception cref="StartupException">That can never be.</exception>
    public Task WaitAsync(ContainerRun run, CancellationToken cancellationToken) =>
        Task.WhenAll(
            (run.Plan.Definition.DependsOn ?? []).Select(dependency => WaitAsync(run, dependency, cancellationToken))
        );

    /// <summary>Stops all containers, each after those that depend on it.</summary>
    public async Task StopAsync(Func<bool> isAtOnce)
    {
        var stopping = new Dictionary<ContainerRun, Task>();
        Task StopOnceAsync(ContainerRun run)
        {
            if (!stopping.TryGetValue(run, out var known))
            {
                // Dependencies have no cycle: registration refuses it.
                var dependents = Task.WhenAll(runs.Where(other => DependsOn(other, run)).Select(StopOnceAsync));
                known = StopAfterAsync(run, dependents, isAtOnce);
                stopping[run] = known;
            }

            return known;
        }

        await Task.WhenAll(runs.Select(StopOnceAsync));
    }

    private static async Task StopAfterAsync(ContainerRun run, Task dependents, Func<bool> isAtOnce)
    {
        await dependents;
        await run.StopAsync(isAtOnce);
    }

    private static bool DependsOn(ContainerRun run, ContainerRun other) =>
        (run.Plan.Definition.DependsOn ?? []).Any(dependency => dependency.ContainerName == other.Plan.Name);

    private async Task WaitAsync(ContainerRun run, ContainerDependency dependency, CancellationToken cancellationToken)
    {
        var target = runs.First(other => other.Plan.Name == dependency.ContainerName);
        var hasStarted = await target.Settled.WaitAsync(cancellationToken);
        if (!hasStarted)
        {
            throw Failed(run, $"dependency container {target.Plan.Name} did not start");
        }

        if (dependency.Condition == "START")
        {
            return;
        }

        var exit = await EndOfAsync(run, target, cancellationToken);
        if (dependency.Condition == "SUCCESS" && exit != 0)
        {
            throw Failed(
                run,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"dependency container {target.Plan.Name} exited with code {exit}, and {run.Plan.Name} waits for its success"
                )
            );
        }
    }

    private async Task<int?> EndOfAsync(ContainerRun run, ContainerRun target, CancellationToken cancellationToken)
    {
        var ended = target.Ended.WaitAsync(cancellationToken);
        if (target.Plan.Definition.StartTimeout is not { } seconds)
        {
            return (await ended)?.ExitCode;
        }

        try
        {
            return (await ended.WaitAsync(TimeSpan.FromSeconds(seconds), time, cancellationToken))?.ExitCode;
        }
        catch (TimeoutException)
        {
            throw Failed(
                run,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"dependency container {target.Plan.Name} did not end within its startTimeout of {seconds} seconds"
                )
            );
        }
    }

    private StartupException Failed(ContainerRun run, string message) =>
        new(texts.DependencyFailed(run.Plan.Name, message));
}
