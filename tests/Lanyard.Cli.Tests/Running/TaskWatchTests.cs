using Lanyard.Cli.Running;
using Lanyard.Containers;
using Lanyard.Testing;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Cli.Tests.Running;

/// <summary>A task is followed until it has stopped and all of its output is shown.</summary>
public sealed class TaskWatchTests : IAsyncLifetime
{
    private readonly RecordedOutput _output = new();
    private CliLab _lab = null!;

    public async ValueTask InitializeAsync() => _lab = await CliLab.StartAsync();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Every_line_is_shown_in_order_with_its_container_and_stream()
    {
        const int Count = 3000;
        _lab.Runtime.Program = container =>
        {
            for (var i = 0; i < Count; i++)
            {
                container.Print(CliLab.Number(i), i % 2 == 0 ? OutputChannel.Stdout : OutputChannel.Stderr);
            }

            return Task.FromResult(0);
        };
        await _lab.PrepareTaskAsync();

        await FollowAsync();

        Assert.Equal(
            Enumerable.Range(0, Count).Select(i => $"line app {(i % 2 == 0 ? "stdout" : "stderr")} {CliLab.Number(i)}"),
            Lines()
        );
    }

    [Fact]
    public async Task The_task_is_answered_as_it_ended()
    {
        _lab.Runtime.Program = _ => Task.FromResult(7);
        await _lab.PrepareTaskAsync();

        var ended = await FollowAsync();

        Assert.Equal(("STOPPED", 7), (ended.LastStatus, ended.Containers![0].ExitCode));
        Assert.Equal("status STOPPED", _output.Events.Last(one => one.StartsWith("status ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Output_of_all_containers_is_shown()
    {
        var isBeside = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _lab.Runtime.Program = async container =>
        {
            container.Print("hello");
            if (container.Spec.Name == "sidecar")
            {
                isBeside.SetResult();
                await container.WaitForSignalAsync("SIGTERM");
                container.Print("ending");
            }
            else
            {
                await Eventually.DoneAsync(isBeside.Task, "the container beside to start");
            }

            return 0;
        };
        await PrepareTwoAsync();

        await FollowAsync();

        Assert.Equal(
            ["line app stdout hello", "line sidecar stdout ending", "line sidecar stdout hello"],
            Lines().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_container_that_was_made_and_never_started_has_written_nothing()
    {
        _lab.Runtime.RefusesToStart = spec =>
            spec.Name == "sidecar" ? new ContainerException(ContainerFault.Invalid, "no such program") : null;
        await PrepareTwoAsync();

        var ended = await FollowAsync();

        Assert.Equal("STOPPED", ended.LastStatus);
        Assert.Null(ended.Containers![1].ExitCode);
        Assert.Empty(Lines());
    }

    [Fact]
    public async Task A_task_none_of_whose_containers_started_ends_too()
    {
        _lab.Runtime.RefusesToCreate = _ => new ContainerException(ContainerFault.Unavailable, "no room");
        await _lab.PrepareTaskAsync();

        var ended = await FollowAsync();

        Assert.Equal(("STOPPED", "TaskFailedToStart"), (ended.LastStatus, ended.StopCode));
        Assert.Empty(Lines());
    }

    private Task PrepareTwoAsync() =>
        _lab.PrepareTaskAsync(
            new ContainerDefinition { Name = "app", Image = $"{CliLab.Registry}/app" },
            new ContainerDefinition { Name = "sidecar", Image = $"{CliLab.Registry}/app" }
        );

    private IEnumerable<string> Lines() =>
        _output.Events.Where(one => one.StartsWith("line ", StringComparison.Ordinal));

    private async Task<EcsTask> FollowAsync()
    {
        var task = (await _lab.RunTasksAsync())[0];
        return await new TaskWatch(_lab.Client, _output).FollowAsync(task, CliLab.Token);
    }
}
