using Lanyard.Containers;

namespace Lanyard.Testing.Conformance;

/// <summary>What a container runtime does.</summary>
/// <remarks>
/// Containers run <see cref="Scripts"/> with a shell; a runtime without a shell has to know what each does.
/// </remarks>
public abstract partial class ContainerRuntimeConformance : IAsyncLifetime
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

        var exit = await WaitAsync(id);

        Assert.Equal(3, exit.ExitCode);
        Assert.False(exit.OutOfMemory);
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
        await WaitAsync(id);

        Assert.Equal(3, (await Runtime.StopAsync(id, Ended)).ExitCode);
    }

    [Theory]
    [InlineData("SIGTERM")]
    [InlineData("TERM")]
    [InlineData("15")]
    public async Task A_signal_reaches_the_command_by_any_of_its_names(string signal)
    {
        var id = await StartAsync(Scripts.PrintsReadyAndEndsOnTerm);
        await FirstLineAsync(id);

        await Runtime.KillAsync(id, signal, Ended);

        Assert.Equal(7, (await WaitAsync(id)).ExitCode);
    }

    [Fact]
    public async Task A_signal_that_does_not_exist_is_refused()
    {
        var id = await StartAsync(Scripts.PrintsReadyAndEndsOnTerm);
        await FirstLineAsync(id);

        var refusal = await Assert.ThrowsAsync<ContainerException>(() => Runtime.KillAsync(id, "SIGNOTHING", Ended));

        Assert.Equal(ContainerFault.Invalid, refusal.Kind);
        Assert.Equal(ContainerState.Running, (await StatusAsync(id)).State);
    }

    [Fact]
    public async Task A_signal_to_a_container_that_has_ended_changes_nothing()
    {
        var id = await StartAsync(Scripts.ExitsWith3);
        var exit = await WaitAsync(id);

        await Runtime.KillAsync(id, "KILL", Ended);

        Assert.Equal(exit, (await StatusAsync(id)).Exit);
    }

    [Fact]
    public async Task A_container_without_a_command_or_with_a_stop_signal_that_does_not_exist_is_not_made()
    {
        var spec = Container(NewId(), Scripts.ExitsWith3);

        foreach (var wrong in new[] { spec with { Arguments = [] }, spec with { StopSignal = "SIGNOTHING" } })
        {
            var refusal = await Assert.ThrowsAsync<ContainerException>(() => Runtime.CreateAsync(wrong, Ended));
            Assert.Equal(ContainerFault.Invalid, refusal.Kind);
        }

        Assert.DoesNotContain(await Runtime.ListAsync(Ended), container => HasId(container, spec.Id));
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
    public async Task Nothing_can_be_done_with_a_container_that_is_not_there()
    {
        Func<Task>[] attempts =
        [
            () => Runtime.StartAsync("nothing", Ended),
            () => Runtime.WaitAsync("nothing", Ended),
            () => Runtime.StopAsync("nothing", Ended),
            () => Runtime.KillAsync("nothing", "TERM", Ended),
            () => ReadAsync("nothing", 0, follow: true),
        ];

        foreach (var attempt in attempts)
        {
            var refusal = await Assert.ThrowsAsync<ContainerException>(attempt);
            Assert.Equal(ContainerFault.NotFound, refusal.Kind);
        }
    }

    private async Task<string> StartAsync(string script, Func<ContainerSpec, ContainerSpec>? change = null)
    {
        var id = await CreateAsync(script, change);
        await Runtime.StartAsync(id, Ended);
        return id;
    }

    private async Task<string> CreateAsync(string script, Func<ContainerSpec, ContainerSpec>? change = null)
    {
        var id = NewId();
        var spec = Container(id, script) with
        {
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["test"] = "yes" },
            StopTimeout = Eventually.Limit,
        };
        await Runtime.CreateAsync(change is null ? spec : change(spec), Ended);
        return id;
    }

    private string NewId()
    {
        var id = $"conformance-{Environment.ProcessId}-{Interlocked.Increment(ref LastId)}";
        _made.Add(id);
        return id;
    }

    private Task<ContainerExit> WaitAsync(string id) =>
        Eventually.DoneAsync(Runtime.WaitAsync(id, Ended), $"container {id} to end");

    private Task<List<OutputLine>> ReadAsync(string id, long from, bool follow) =>
        Eventually.DoneAsync(
            Runtime.OutputAsync(id, from, follow, Ended).ToListAsync(Ended).AsTask(),
            $"the end of the output of container {id}"
        );

    private Task<OutputLine> FirstAsync(string id) =>
        Eventually.DoneAsync(
            Runtime.OutputAsync(id, 0, follow: true, Ended).FirstAsync(Ended).AsTask(),
            $"the first line of container {id}"
        );

    private async Task<string> FirstLineAsync(string id) => (await FirstAsync(id)).Text;

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
        public const string PrintsALineAndAPrompt = "echo whole; printf prompt";
        public const string PrintsALineAroundAnother = "printf one; echo error >&2; echo two";
        public const string Prints16KiBAndRunsOn =
            "trap 'exit 7' TERM; printf '%016384d' 0; while :; do sleep 0.01; done";
        public const string PrintsAPromptAndItsAnswerOnTerm =
            "trap 'answer=answer' TERM; echo ready; printf 'prompt: ';"
            + " while [ -z \"$answer\" ]; do sleep 0.01; done; echo $answer";
        public const string PrintsReadyAndEndsOnTerm = "trap 'exit 7' TERM; echo ready; while :; do sleep 0.01; done";
        public const string PrintsReadyAndIgnoresTerm = "trap '' TERM; echo ready; while :; do sleep 0.01; done";
    }
}
