using Lanyard.Cli.Commands;
using Lanyard.Containers;
using Lanyard.Testing;
using Lanyard.Testing.Fakes;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Cli.Tests.Running;

/// <summary>A run that is interrupted while its task, which heeds no SIGTERM, runs.</summary>
public sealed class InterruptionTests : IDisposable
{
    private readonly CancellationTokenSource _interruption = CancellationTokenSource.CreateLinkedTokenSource(
        CliLab.Token
    );

    public void Dispose() => _interruption.Dispose();

    [Fact]
    public async Task A_server_of_the_runs_own_ends_with_its_containers_and_its_directory()
    {
        using var lab = new RunLab();
        lab.Runtime.Program = InterruptAndRunOnAsync;

        var (run, error) = await lab.RunAsync(await lab.OptionsAsync(), _interruption.Token);

        Assert.IsAssignableFrom<OperationCanceledException>(error);
        Assert.Contains("interrupted: cleaning up", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(lab.Runtime.Calls, call => call.EndsWith("SIGTERM", StringComparison.Ordinal));
        Assert.DoesNotContain(
            await lab.Runtime.ListAsync(CliLab.Token),
            container => container.State == ContainerState.Running
        );
        Assert.False(Directory.Exists(lab.DataDirectory));
    }

    [Fact]
    public async Task On_a_server_that_runs_on_the_tasks_of_the_run_are_stopped()
    {
        await using var lab = await CliLab.StartAsync();
        using var files = new RunLab();
        lab.Runtime.Program = async container =>
        {
            await _interruption.CancelAsync();
            await container.WaitForSignalAsync("SIGTERM");
            return 143;
        };
        var options = await files.OptionsAsync();
        string[] arguments =
        [
            .. (string[])["run", options.Paths[0], "--image", $"app={options.Images["app"]}"],
            .. (string[])["--data", lab.DataDirectory],
        ];

        var (exitCode, _, error) = await CapturedConsole.WhileAsync(() =>
            CommandLine.RunAsync(arguments, _interruption.Token)
        );

        Assert.Equal(ExitCodes.Failed, exitCode);
        Assert.Contains("lanyard: interrupted", error, StringComparison.Ordinal);
        Assert.Contains("next: ", error, StringComparison.Ordinal);
        var stopped = await StoppedTaskAsync(lab);
        Assert.Equal("`lanyard run` was interrupted", stopped.StoppedReason);
    }

    private async Task<int> InterruptAndRunOnAsync(FakeContainer container)
    {
        await _interruption.CancelAsync();
        await container.WaitForSignalAsync("SIGKILL");
        return 137;
    }

    private static async Task<EcsTask> StoppedTaskAsync(CliLab lab)
    {
        var listed = await lab.SendAsync(EcsModel.ListTasks, new ListTasksInput { DesiredStatus = "STOPPED" });
        var input = new DescribeTasksInput
        {
            Tasks = Assert.IsType<IReadOnlyList<string>>(listed.TaskArns, exactMatch: false),
        };
        var described = await Eventually.SeesAsync(
            "the task of the run to stop",
            () => lab.SendAsync(EcsModel.DescribeTasks, input),
            found => found.Tasks is [{ LastStatus: "STOPPED" }],
            found => string.Join(", ", found.Tasks!.Select(one => one.LastStatus))
        );
        return described.Tasks![0];
    }
}
