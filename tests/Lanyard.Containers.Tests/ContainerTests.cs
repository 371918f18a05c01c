using Lanyard.Containers.Networks;
using Lanyard.Containers.Oci;
using Lanyard.Testing;

namespace Lanyard.Containers.Tests;

/// <summary>Runs containers for a test and removes what it made.</summary>
public abstract class ContainerTests(ContainerMachine machine) : IAsyncDisposable
{
    private readonly List<string> _containers = [];
    private readonly List<string> _networks = [];

    protected ContainerMachine Machine { get; } = machine;

    protected OciRuntime Runtime => Machine.Runtime;

    protected static CancellationToken Ended => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var id in _containers)
        {
            await Runtime.RemoveAsync(id, CancellationToken.None);
        }

        foreach (var id in _networks)
        {
            await Machine.Networks.DeleteAsync(id, CancellationToken.None);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A container that runs a shell script.</summary>
    protected ContainerSpec Shell(string script) => Program("/bin/sh", "-c", script);

    /// <summary>A container that runs a perl program.</summary>
    protected ContainerSpec Perl(string program) => Program("/bin/perl", "-e", program);

    protected ContainerSpec Program(params string[] arguments)
    {
        Machine.Require();
        var id = ContainerMachine.NewId();
        _containers.Add(id);
        return new ContainerSpec
        {
            Id = id,
            Name = "test",
            RootDirectory = Machine.Root,
            Arguments = arguments,
            StopTimeout = Eventually.Limit,
        };
    }

    protected async Task<string> StartAsync(ContainerSpec spec)
    {
        await Runtime.CreateAsync(spec, Ended);
        await Runtime.StartAsync(spec.Id, Ended);
        return spec.Id;
    }

    /// <summary>Runs a container to its end.</summary>
    protected async Task<Run> RunAsync(ContainerSpec spec)
    {
        var id = await StartAsync(spec);
        var exit = await WaitAsync(id);
        return new Run(exit, await ReadAsync(id));
    }

    /// <summary>Waits until a container has ended.</summary>
    protected Task<ContainerExit> WaitAsync(string id) =>
        Eventually.DoneAsync(Runtime.WaitAsync(id, Ended), $"container {id} to end");

    protected async Task<IReadOnlyList<OutputLine>> ReadAsync(string id, long from = 0) =>
        await Runtime.OutputAsync(id, from, follow: false, Ended).ToListAsync(Ended);

    /// <summary>Waits until a container has written its first line.</summary>
    protected async Task<string> FirstLineAsync(string id) => (await FollowAsync(id).FirstAsync(Ended)).Text;

    /// <summary>The lines of a container as they come, waiting for none too long.</summary>
    protected async IAsyncEnumerable<OutputLine> FollowAsync(string id)
    {
        await using var lines = Runtime.OutputAsync(id, 0, follow: true, Ended).GetAsyncEnumerator(Ended);
        while (await Eventually.DoneAsync(lines.MoveNextAsync().AsTask(), $"the next line of container {id}"))
        {
            yield return lines.Current;
        }
    }

    protected static bool HasId(ContainerStatus container, string id) => container.Id == id;

    protected async Task<ITaskNetwork> NetworkAsync()
    {
        Machine.Require();
        var id = ContainerMachine.NewId();
        _networks.Add(id);
        return await Machine.Networks.CreateAsync(id, Ended);
    }

    /// <summary>How a container ended and what it wrote.</summary>
    protected sealed record Run(ContainerExit Exit, IReadOnlyList<OutputLine> Lines)
    {
        /// <summary>What it wrote on either stream, lines joined by a line feed.</summary>
        public string Text => string.Join('\n', Lines.Select(line => line.Text));
    }
}
