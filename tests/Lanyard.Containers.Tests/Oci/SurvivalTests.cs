namespace Lanyard.Containers.Tests.Oci;

/// <summary>Containers outlive the server, and nothing outlives their removal.</summary>
public sealed class SurvivalTests(ContainerMachine machine) : ContainerTests(machine)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Fact]
    public async Task A_container_runs_on_when_the_server_is_killed_and_is_taken_up_by_the_next()
    {
        var id = Shell("").Id;
        await ServerProcess.StartContainerAndDieAsync(Machine.StateDirectory, Machine.Root, id, Ended);

        using var next = Machine.OpenRuntime();
        var status = Assert.Single(await next.ListAsync(Ended), container => HasId(container, id));
        Assert.Equal("hello", await FirstLineAsync(id));
        var exit = await next.StopAsync(id, Ended);

        Assert.Equal((ContainerState.Running, "survivor"), (status.State, status.Name));
        Assert.Equal(9, exit.ExitCode);
        Assert.Equal(["hello", "bye"], (await ReadAsync(id)).Select(line => line.Text), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_container_that_ended_while_no_server_ran_has_kept_its_output_and_exit_code()
    {
        var id = Shell("").Id;
        await ServerProcess.StartContainerAndDieAsync(Machine.StateDirectory, Machine.Root, id, Ended);
        await FirstLineAsync(id);
        await Runtime.KillAsync(id, "TERM", Ended);
        await WaitAsync(id);

        using var next = Machine.OpenRuntime();
        var status = Assert.Single(await next.ListAsync(Ended), container => HasId(container, id));

        Assert.Equal((ContainerState.Exited, 9), (status.State, status.Exit!.ExitCode));
    }

    [Fact]
    public async Task A_container_whose_keeper_was_killed_counts_as_ended()
    {
        var id = await StartAsync(Shell("sleep 600"));
        var keeper = await File.ReadAllTextAsync(
            Path.Combine(Machine.StateDirectory, "containers", id, "keeper.pid"),
            Ended
        );
        System.Diagnostics.Process.GetProcessById(int.Parse(keeper, null)).Kill();

        var exit = await WaitAsync(id);

        Assert.Equal(255, exit.ExitCode);
    }

    [Fact]
    public async Task Nothing_is_left_of_a_removed_container()
    {
        var group = new ContainerGroup(ContainerMachine.NewId(), 64L * 1024 * 1024, 1024);
        var id = await StartAsync(Shell("sleep 600") with { Group = group });
        var keeper = await File.ReadAllTextAsync(
            Path.Combine(Machine.StateDirectory, "containers", id, "keeper.pid"),
            Ended
        );

        await Runtime.RemoveAsync(id, Ended);

        Assert.False(IsRunning(keeper), "conmon is still there");
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(Machine.StateDirectory, "containers"), id));
        Assert.False(Directory.Exists(Path.Combine(Machine.RuntimeRoot, id)));
        Assert.DoesNotContain(id, await File.ReadAllTextAsync("/proc/self/mountinfo", Ended), StringComparison.Ordinal);
        Assert.Empty(
            Directory
                .EnumerateDirectories("/sys/fs/cgroup", ContainerMachine.ControlGroup, Depth(2))
                .SelectMany(parent => Directory.EnumerateDirectories(parent, group.Id))
        );
    }

    [Fact]
    public async Task Nothing_is_left_of_a_container_that_could_not_be_made()
    {
        var spec = Program("no-such-command");

        await Assert.ThrowsAsync<ContainerException>(() => Runtime.CreateAsync(spec, Ended));

        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(Machine.StateDirectory, "containers"), spec.Id));
        Assert.False(Directory.Exists(Path.Combine(Machine.RuntimeRoot, spec.Id)));
    }

    [Fact]
    public async Task A_container_s_environment_is_in_no_file_that_outlives_the_machine()
    {
        var secret = $"secret-{Guid.NewGuid():N}";
        var id = await StartAsync(
            Shell("echo ready; sleep 600") with
            {
                Environment = new Dictionary<string, string> { ["PASSWORD"] = secret },
            }
        );
        await FirstLineAsync(id);

        // Not conmon's pipes, at which reading would wait.
        var files = new DirectoryInfo(Machine.StateDirectory)
            .EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Length > 0)
            .Select(file => file.FullName)
            .ToList();

        Assert.Contains(files, file => file.EndsWith($"{id}/container.json", StringComparison.Ordinal));
        Assert.All(files, file => Assert.DoesNotContain(secret, File.ReadAllText(file), StringComparison.Ordinal));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Machine.RuntimeRoot));
        Assert.True(Directory.Exists(Path.Combine(Machine.RuntimeRoot, id)));
    }

    [Fact]
    public async Task A_container_let_pass_by_a_server_that_ended_before_it_could_say_so_runs()
    {
        var spec = Shell("trap 'exit 7' TERM; echo ready; while :; do sleep 0.01; done");
        await Runtime.CreateAsync(spec, Ended);
        using (var gate = File.OpenRead(Path.Combine(Machine.RuntimeRoot, spec.Id, "exec.fifo")))
        {
            gate.ReadByte();
        }

        await FirstLineAsync(spec.Id);
        var status = Assert.Single(await Runtime.ListAsync(Ended), container => HasId(container, spec.Id));
        var refusal = await Assert.ThrowsAsync<ContainerException>(() => Runtime.StartAsync(spec.Id, Ended));
        var exit = await Runtime.StopAsync(spec.Id, Ended);

        Assert.Equal(ContainerState.Running, status.State);
        Assert.Equal(ContainerFault.Conflict, refusal.Kind);
        Assert.Equal(7, exit.ExitCode);
    }

    [Fact]
    public async Task A_full_disk_is_a_fault_of_the_start()
    {
        var spec = Shell("exit 0");
        await Runtime.CreateAsync(spec, Ended);
        var next = Path.Combine(Machine.StateDirectory, "containers", spec.Id, "container.json.next");
        File.CreateSymbolicLink(next, "/dev/full");

        var fault = await Assert.ThrowsAsync<ContainerException>(() => Runtime.StartAsync(spec.Id, Ended));

        Assert.Equal(ContainerFault.Unavailable, fault.Kind);
        Assert.StartsWith($"cannot start container `{spec.Id}`: ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_runtime_that_is_not_there_is_named_with_the_command_that_mends_it()
    {
        using var directory = new Lanyard.Testing.TemporaryDirectory();
        using var runtime = new Lanyard.Containers.Oci.OciRuntime(
            new Lanyard.Containers.Oci.OciOptions { StateDirectory = directory.Path, Keeper = "no-such-conmon" },
            TimeProvider.System
        );

        var readiness = await runtime.ProbeAsync(Ended);

        Assert.False(readiness.IsReady);
        Assert.Equal(ContainerFault.NotFound, readiness.Fault);
        Assert.Contains("conmon not found", readiness.Missing, StringComparison.Ordinal);
        Assert.EndsWith(
            File.Exists("/usr/bin/apt-get") ? "apt-get install -y conmon" : "",
            readiness.Remedy,
            StringComparison.Ordinal
        );
    }

    // What has ended may be waiting for the machine's first process to take note.
    private static bool IsRunning(string processId) =>
        Directory.Exists($"/proc/{processId}")
        && !File.ReadAllText($"/proc/{processId}/stat").Contains(") Z ", StringComparison.Ordinal);

    private static EnumerationOptions Depth(int depth) =>
        new() { RecurseSubdirectories = true, MaxRecursionDepth = depth };
}
