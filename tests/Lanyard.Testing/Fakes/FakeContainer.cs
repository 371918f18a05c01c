using System.Collections.Concurrent;
using Lanyard.Containers;

namespace Lanyard.Testing.Fakes;

/// <summary>A container of <see cref="FakeRuntime"/>, as its program and the test see it.</summary>
public sealed class FakeContainer(ContainerSpec spec, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly DateTimeOffset _createdAt = time.GetUtcNow();
    private readonly FakeOutput _output = new(time);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _signals = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<ContainerExit> _exit = NewSource<ContainerExit>();
    private TaskCompletionSource<bool> _changed = NewSource<bool>();
    private DateTimeOffset? _startedAt;

    /// <summary>What was asked for.</summary>
    public ContainerSpec Spec { get; } = spec;

    /// <summary>Where it is in its life.</summary>
    public ContainerState State =>
        Exit.IsCompleted ? ContainerState.Exited
        : _startedAt is null ? ContainerState.Created
        : ContainerState.Running;

    /// <summary>What it has written and is handed over.</summary>
    public IReadOnlyCollection<OutputLine> Output => _output.Lines;

    /// <summary>How it ends.</summary>
    public Task<ContainerExit> Exit => _exit.Task;

    /// <summary>Done when the container next writes or ends.</summary>
    internal Task Changed
    {
        get
        {
            lock (_gate)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>Writes a line.</summary>
    public void Print(string text, OutputChannel channel = OutputChannel.Stdout) => Write($"{text}\n", channel);

    /// <summary>Writes text that may lack its end, or hold several lines; what has ended writes nothing.</summary>
    public void Write(string text, OutputChannel channel = OutputChannel.Stdout)
    {
        lock (_gate)
        {
            if (!Exit.IsCompleted)
            {
                _output.Write(text, channel);
            }
        }

        TellChange();
    }

    /// <summary>Ends the container, as its program would by ending.</summary>
    public void End(int exitCode, bool outOfMemory = false)
    {
        lock (_gate)
        {
            _output.End();
            _exit.TrySetResult(new ContainerExit(exitCode, outOfMemory, time.GetUtcNow()));
        }

        TellChange();
    }

    /// <summary>Waits for a signal by its name, such as <c>SIGTERM</c>; at once when it was sent before.</summary>
    public Task WaitForSignalAsync(string name) => Source(name).Task;

    internal void Start(Func<FakeContainer, Task<int>> program)
    {
        lock (_gate)
        {
            if (State != ContainerState.Created)
            {
                throw new ContainerException(ContainerFault.Conflict, $"container `{Spec.Id}` is started already");
            }

            _startedAt = time.GetUtcNow();
        }

        _ = RunAsync(program);
    }

    /// <summary>Sends a signal by any name that it has.</summary>
    /// <exception cref="ContainerException">Invalid: there is no such signal.</exception>
    internal void Signal(string name)
    {
        var full = FakeSignals.FullName(name);
        if (full == FakeSignals.Kill)
        {
            End(137);
        }

        Source(full).TrySetResult();
    }

    internal ContainerStatus Status() =>
        new()
        {
            Id = Spec.Id,
            Name = Spec.Name,
            State = State,
            CreatedAt = _createdAt,
            StartedAt = _startedAt,
            Exit = Exit.IsCompletedSuccessfully ? Exit.Result : null,
            Labels = Spec.Labels,
        };

    private async Task RunAsync(Func<FakeContainer, Task<int>> program)
    {
        try
        {
            End(await program(this));
        }
#pragma warning disable CA1031 // Whatever a program fails with is its end: a container that never ends would hide it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Print(fault.ToString(), OutputChannel.Stderr);
            End(1);
        }
    }

    private TaskCompletionSource Source(string signal) =>
        _signals.GetOrAdd(signal, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private void TellChange()
    {
        TaskCompletionSource<bool> changed;
        lock (_gate)
        {
            changed = _changed;
            _changed = NewSource<bool>();
        }

        changed.SetResult(true);
    }

    private static TaskCompletionSource<T> NewSource<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
