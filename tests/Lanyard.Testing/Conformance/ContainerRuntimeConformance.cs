using Lanyard.Containers;

namespace Lanyard.Testing.Conformance;

/// <summary>What a container runtime does.</summary>
/// <remarks>
/// Containers run <see cref="Scripts"/> with a shell; a runtime without a shell has to know what each does.
/// </remarks>
public abstract class ContainerRuntimeConformance : IAsyncLifetime
{
    private static int LastId;
    private readonly List<string> _made = [];

    /// <summary>A runtime over the same containers as the one before, as after a restart of the server.</summary>
    protected abstract IContainerRuntime Reopen();

    /// <summary>A container that runs a script of <see cref="Scripts"/>; what else it needs is the adapter's matter.</summary>
    protected abstract ContainerSpec Container(string id, string script);

    protected static CancellationToken Ended => TestContext.Current.CancellationToken;

    private IContainerRuntime? _runtime;

    private IContainerRuntime Runtime => _runtime ??= Reopen();

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var id in _made)
        {
            await Runtime.RemoveAsync(id, CancellationToken.None);
        }

        (_runtime as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_runtime_that_runs_containers_says_that_it_is_ready()
    {
        var readiness = await Runtime.ProbeAsync(Ended);

        Assert.True(readiness.IsReady, readiness.Missing);
        Assert.NotEmpty(readiness.Version);
    }

    [Fact]
    public async Task The_exit_code_is_the_command_s()
    {
        var id = await StartAsync(Scripts.ExitsWith3);

        var exit = await Runtime.WaitAsync(id, Ended);

        Assert.Equal(3, exit.ExitCode);
        Assert.False(exit.OutOfMemory);
    }

    [Fact]
    public async Task Output_is_read_by_line_and_stream_in_order()
    {
        var id = await StartAsync(Scripts.PrintsOnBothStreams);
        await Runtime.WaitAsync(id, Ended);

        var lines = await ReadAsync(id, 0, follow: false);

        Assert.Equal(["one", "two"], TextOf(lines, OutputChannel.Stdout), StringComparer.Ordinal);
        Assert.Equal(["error"], TextOf(lines, OutputChannel.Stderr), StringComparer.Ordinal);
        Assert.All(lines, line => Assert.False(line.IsPartial));
    }

    [Fact]
    public async Task Following_output_ends_with_the_container()
    {
        var id = await StartAsync(Scripts.PrintsOnBothStreams);

        var lines = await ReadAsync(id, 0, follow: true);

        Assert.Equal(3, lines.Count);
    }

    [Fact]
    public async Task Followed_output_arrives_while_the_container_runs()
    {
        var id = await StartAsync(Scripts.PrintsReadyAndEndsOnTerm);

        Assert.Equal("ready", await FirstLineAsync(id));
    }

    [Fact]
    public async Task Reading_goes_on_after_a_position()
    {
        var id = await StartAsync(Scripts.PrintsThreeLines);
        await Runtime.WaitAsync(id, Ended);
        var all = await ReadAsync(id, 0, follow: false);

        var rest = await ReadAsync(id, all[0].Position, follow: false);

        Assert.Equal(all.Skip(1), rest);
    }

    [Fact]
    public async Task A_container_runs_nothing_before_it_is_started()
    {
        var id = await CreateAsync(Scripts.PrintsThreeLines);

        Assert.Equal(ContainerState.Created, (await StatusAsync(id)).State);
        Assert.Empty(await ReadAsync(id, 0, follow: false));
    }

    [Fact]
    public async Task Status_follows_the_life_of_a_container()
    {
        var id = await StartAsync(Scripts.PrintsReadyAndEndsOnTerm);
        await FirstLineAsync(id);
        var running = await StatusAsync(id);
        var exit = await Runtime.StopAsync(id, Ended);
        var ended = await StatusAsync(id);

        Assert.Equal(ContainerState.Running, running.State);
        Assert.NotNull(running.StartedAt);
        Assert.Equal("yes", running.Labels["test"]);
        Assert.Equal(ContainerState.Exited, ended.State);
        Assert.Equal(exit, ended.Exit);
    }

    [Fact]
    public async Task Stopping_sends_the_stop_signal_and_lets_the_command_choose_its_exit_code()
    {
        var id = await StartAsync(Scripts.PrintsReadyAndEndsOnTerm);
        await FirstLineAsync(id);

        var exit = await Runtime.StopAsync(id, Ended);

        Assert.Equal(7, exit.ExitCode);
    }

    [Fact]
    public async Task A_container_that_ignores_its_stop_signal_is_killed()
    {
        var id = await StartAsync(
            Scripts.PrintsReadyAndIgnoresTerm,
            spec => spec with { StopTimeout = TimeSpan.FromMilliseconds(50) }
        );
        await FirstLineAsync(id);

        var exit = await Runtime.StopAsync(id, Ended);

        Assert.Equal(137, exit.ExitCode);
        Assert.False(exit.OutOfMemory);
    }

    [Fact]
    public async Task Stopping_a_container_that_was_not_started_ends_it()
    {
        var id = await CreateAsync(Scripts.ExitsWith3);

        var exit = await Runtime.StopAsync(id, Ended);

        Assert.Equal(137, exit.ExitCode);
    }

    [Fact]
    public async Task Stopping_a_container_that_has_ended_tells_how_it_ended()
    {
        var id = await StartAsync(Scripts.ExitsWith3);
        await Runtime.WaitAsync(id, Ended);

        Assert.Equal(3, (await Runtime.StopAsync(id, Ended)).ExitCode);
    }

    [Fact]
    public async Task A_signal_reaches_the_command()
    {
        var id = await StartAsync(Scripts.PrintsReadyAndEndsOnTerm);
        await FirstLineAsync(id);

        await Runtime.KillAsync(id, "TERM", Ended);

        Assert.Equal(7, (await Runtime.WaitAsync(id, Ended)).ExitCode);
    }

    [Fact]
    public async Task A_container_is_taken_up_after_a_restart_with_its_output_and_exit_code()
    {
        var id = await StartAsync(Scripts.PrintsReadyAndEndsOnTerm);
        await FirstLineAsync(id);

        (Runtime as IDisposable)?.Dispose();
        _runtime = Reopen();
        var status = await StatusAsync(id);
        var line = await FirstLineAsync(id);
        var exit = await Runtime.StopAsync(id, Ended);

        Assert.Equal(ContainerState.Running, status.State);
        Assert.Equal("ready", line);
        Assert.Equal(7, exit.ExitCode);
    }

    [Fact]
    public async Task An_id_is_taken_once()
    {
        var id = await CreateAsync(Scripts.ExitsWith3);

        var refusal = await Assert.ThrowsAsync<ContainerException>(() =>
            Runtime.CreateAsync(Container(id, Scripts.ExitsWith3), Ended)
        );

        Assert.Equal(ContainerFault.Conflict, refusal.Kind);
    }

    [Fact]
    public async Task A_container_is_started_once()
    {
        var id = await StartAsync(Scripts.PrintsReadyAndEndsOnTerm);

        var refusal = await Assert.ThrowsAsync<ContainerException>(() => Runtime.StartAsync(id, Ended));

        Assert.Equal(ContainerFault.Conflict, refusal.Kind);
    }

    [Fact]
    public async Task A_running_container_can_be_removed()
    {
        var id = await StartAsync(Scripts.PrintsReadyAndIgnoresTerm);
        await FirstLineAsync(id);

        await Runtime.RemoveAsync(id, Ended);

        Assert.DoesNotContain(await Runtime.ListAsync(Ended), container => HasId(container, id));
    }

    [Fact]
    public async Task Removing_what_is_not_there_is_no_failure()
    {
        await Runtime.RemoveAsync("nothing", Ended);

        Assert.DoesNotContain(await Runtime.ListAsync(Ended), container => HasId(container, "nothing"));
    }

    [Fact]
    public async Task A_container_that_is_not_there_cannot_be_waited_for()
    {
        var refusal = await Assert.ThrowsAsync<ContainerException>(() => Runtime.WaitAsync("nothing", Ended));

        Assert.Equal(ContainerFault.NotFound, refusal.Kind);
    }

    private async Task<string> StartAsync(string script, Func<ContainerSpec, ContainerSpec>? change = null)
    {
        var id = await CreateAsync(script, change);
        await Runtime.StartAsync(id, Ended);
        return id;
    }

    private async Task<string> CreateAsync(string script, Func<ContainerSpec, ContainerSpec>? change = null)
    {
        var id = $"conformance-{Environment.ProcessId}-{Interlocked.Increment(ref LastId)}";
        _made.Add(id);
        var spec = Container(id, script) with
        {
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["test"] = "yes" },
        };
        await Runtime.CreateAsync(change is null ? spec : change(spec), Ended);
        return id;
    }

    private async Task<List<OutputLine>> ReadAsync(string id, long from, bool follow)
    {
        List<OutputLine> lines = [];
        await foreach (var line in Runtime.OutputAsync(id, from, follow, Ended))
        {
            lines.Add(line);
        }

        return lines;
    }

    private async Task<string> FirstLineAsync(string id)
    {
        await foreach (var line in Runtime.OutputAsync(id, 0, follow: true, Ended))
        {
            return line.Text;
        }

        return "";
    }

    private static IEnumerable<string> TextOf(IEnumerable<OutputLine> lines, OutputChannel channel) =>
        lines.Where(line => line.Channel == channel).Select(line => line.Text);

    private static bool HasId(ContainerStatus container, string id) => container.Id == id;

    private async Task<ContainerStatus> StatusAsync(string id) =>
        Assert.Single(await Runtime.ListAsync(Ended), container => HasId(container, id));

    /// <summary>The scripts of the suite.</summary>
    protected static class Scripts
    {
        public const string ExitsWith3 = "exit 3";
        public const string PrintsThreeLines = "echo a; echo b; echo c";
        public const string PrintsOnBothStreams = "echo one; echo error >&2; echo two";
        public const string PrintsReadyAndEndsOnTerm = "trap 'exit 7' TERM; echo ready; while :; do sleep 0.01; done";
        public const string PrintsReadyAndIgnoresTerm = "trap '' TERM; echo ready; while :; do sleep 0.01; done";
    }
}
