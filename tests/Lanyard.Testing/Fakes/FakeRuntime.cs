using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lanyard.Containers;

namespace Lanyard.Testing.Fakes;

/// <summary>A runtime whose containers are tasks of the test: each runs the program that is given for it.</summary>
/// <remarks>Containers belong to the fake, not to a process: <see cref="Reopen"/> is what a restart of the server sees.</remarks>
public sealed class FakeRuntime : IContainerRuntime
{
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, FakeContainer> _containers;

    public FakeRuntime(TimeProvider time)
        : this(time, new(StringComparer.Ordinal)) { }

    private FakeRuntime(TimeProvider time, ConcurrentDictionary<string, FakeContainer> containers) =>
        (_time, _containers) = (time, containers);

    /// <summary>What a container does once it is started; its result is the exit code.</summary>
    /// <value>
    /// It runs until SIGTERM and ends with 143, as Java programs do; without a handler it would heed no SIGTERM, being the
    /// container's first process. One that throws ends with 1, and has written what it threw.
    /// </value>
    public Func<FakeContainer, Task<int>> Program { get; set; } =
        async container =>
        {
            await container.WaitForSignalAsync("SIGTERM");
            return 143;
        };

    /// <summary>Why a container cannot be made; null when it can.</summary>
    public Func<ContainerSpec, ContainerException?> RefusesToCreate { get; set; } = _ => null;

    /// <summary>Why a container cannot be started; null when it can.</summary>
    public Func<ContainerSpec, Exception?> RefusesToStart { get; set; } = _ => null;

    /// <summary>Why a container cannot be waited for; null when it can.</summary>
    public Func<ContainerSpec, Exception?> RefusesToWait { get; set; } = _ => null;

    /// <summary>Why a container cannot be stopped; null when it can.</summary>
    public Func<ContainerSpec, Exception?> RefusesToStop { get; set; } = _ => null;

    /// <summary>What <see cref="ProbeAsync"/> answers.</summary>
    public RuntimeReadiness Readiness { get; set; } = new() { IsReady = true, Version = "fake 1" };

    /// <summary>What was made, in order, removed or not.</summary>
    public ConcurrentQueue<ContainerSpec> Created { get; } = new();

    /// <summary>What was done, in order: <c>create ID</c>, <c>start ID</c>, <c>signal ID SIGTERM</c>, <c>remove ID</c>.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <inheritdoc />
    public string Name => "fake";

    /// <summary>A container that is there.</summary>
    public FakeContainer this[string id] =>
        _containers.TryGetValue(id, out var container)
            ? container
            : throw new ContainerException(ContainerFault.NotFound, $"there is no container `{id}`");

    /// <summary>Another runtime over the same containers.</summary>
    public FakeRuntime Reopen() => new(_time, _containers);

    /// <inheritdoc />
    public ValueTask<RuntimeReadiness> ProbeAsync(CancellationToken cancellationToken) => new(Readiness);

    /// <inheritdoc />
    public Task CreateAsync(ContainerSpec spec, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Calls.Enqueue($"create {spec.Id}");
        if (RefusesToCreate(spec) is { } refusal)
        {
            return Task.FromException(refusal);
        }

        if (spec.Arguments.Count == 0)
        {
            throw new ContainerException(ContainerFault.Invalid, $"no command specified for container `{spec.Name}`");
        }

        _ = FakeSignals.FullName(spec.StopSignal);
        if (!_containers.TryAdd(spec.Id, new FakeContainer(spec, _time)))
        {
            throw new ContainerException(ContainerFault.Conflict, $"there is a container `{spec.Id}` already");
        }

        Created.Enqueue(spec);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StartAsync(string id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var container = this[id];
        Calls.Enqueue($"start {id}");
        if (RefusesToStart(container.Spec) is { } refusal)
        {
            return Task.FromException(refusal);
        }

        container.Start(Program);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task KillAsync(string id, string signal, CancellationToken cancellationToken)
    {
        _ = FakeSignals.FullName(signal);
        Calls.Enqueue($"signal {id} {signal}");
        this[id].Signal(signal);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task<ContainerExit> StopAsync(string id, CancellationToken cancellationToken)
    {
        var container = this[id];
        if (RefusesToStop(container.Spec) is { } refusal)
        {
            throw refusal;
        }

        if (container.Exit.IsCompleted)
        {
            return await container.Exit;
        }

        Calls.Enqueue($"signal {id} {container.Spec.StopSignal}");
        container.Signal(container.State == ContainerState.Created ? FakeSignals.Kill : container.Spec.StopSignal);
        try
        {
            return await container.Exit.WaitAsync(container.Spec.StopTimeout, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            Calls.Enqueue($"signal {id} SIGKILL");
            container.Signal(FakeSignals.Kill);
            return await container.Exit.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
    public Task<ContainerExit> WaitAsync(string id, CancellationToken cancellationToken)
    {
        var container = this[id];
        return RefusesToWait(container.Spec) is { } refusal
            ? Task.FromException<ContainerExit>(refusal)
            : container.Exit.WaitAsync(cancellationToken);
    }

    /// <inheritdoc />
    public Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        if (_containers.TryRemove(id, out var container))
        {
            Calls.Enqueue($"remove {id}");
            container.Signal(FakeSignals.Kill);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<ContainerStatus>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ContainerStatus>>([
            .. _containers.Values.Select(container => container.Status()),
        ]);

    /// <inheritdoc />
    public async IAsyncEnumerable<OutputLine> OutputAsync(
        string id,
        long fromPosition,
        bool follow,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var container = this[id];
        var position = (int)fromPosition;
        while (true)
        {
            var changed = container.Changed;
            foreach (var line in container.Output.Skip(position))
            {
                position++;
                yield return line;
            }

            if (!follow || (container.Exit.IsCompleted && container.Output.Count == position))
            {
                yield break;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }
}
