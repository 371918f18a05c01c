using Lanyard.Server.Composition;
using Lanyard.Server.TaskEndpoints;
using Lanyard.Testing;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Ssm;
using Lanyard.Wire.Models.Sts;

namespace Lanyard.Server.Tests.Composition;

public sealed class RestartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_restart()
    {
        await using var lab = await ServerLab.StartAsync();
        await lab.Administrator.SendAsync(
            SsmModel.PutParameter,
            new PutParameterInput
            {
                Name = "/a",
                Value = new("kept"),
                Type = "SecureString",
            }
        );

        await lab.RestartAsync();

        var got = await lab.Administrator.SendAsync(
            SsmModel.GetParameter,
            new GetParameterInput { Name = "/a", WithDecryption = true }
        );
        Assert.Equal("kept", got.Parameter!.Value!.Reveal());
    }

    [Fact]
    public async Task Administrator_keeps_its_key()
    {
        await using var lab = await ServerLab.StartAsync();
        var before = ServerFile.Read(lab.DataDirectory)!;

        await lab.RestartAsync();

        var after = ServerFile.Read(lab.DataDirectory)!;
        Assert.Equal((before.AccessKeyId, before.SecretAccessKey), (after.AccessKeyId, after.SecretAccessKey));
    }

    [Fact]
    public async Task Task_runs_on_and_finds_its_credentials_at_the_same_address()
    {
        await using var lab = await ServerLab.StartAsync();
        var task = await RunningTask.StartAsync(lab);
        var before = task.Link(lab, TaskLinks.ApiPort);

        await lab.RestartAsync();

        Assert.Equal(1, lab.Server.RunningTasks);
        await Eventually.IsSoAsync(
            "the link to be open again, by the other port that the fake network has for it then",
            () => task.Link(lab, TaskLinks.ApiPort) != before,
            () => $"{before}, as before"
        );

        var client = await task.ClientAsync(lab);
        var identity = await client.SendAsync(StsModel.GetCallerIdentity, new GetCallerIdentityInput());
        Assert.Equal($"arn:aws:sts::{ServerLab.Account}:assumed-role/app/{task.Id}", identity.Arn);
    }

    [Fact]
    public async Task Stop_with_its_tasks_leaves_none()
    {
        await using var lab = await ServerLab.StartAsync();
        var task = await RunningTask.StartAsync(lab);

        await lab.Server.StopAsync(stopTasks: true);
        await lab.RestartAsync();

        var described = await lab.Administrator.SendAsync(
            EcsModel.DescribeTasks,
            new DescribeTasksInput { Tasks = [task.Arn] }
        );
        Assert.Equal("STOPPED", described.Tasks![0].LastStatus);
    }

    [Fact]
    public async Task File_of_a_server_that_stopped_is_gone()
    {
        await using var lab = await ServerLab.StartAsync();

        await lab.Server.StopAsync(stopTasks: false);

        Assert.False(File.Exists(Path.Combine(lab.DataDirectory, "server.json")));
    }

    [Fact]
    public async Task File_of_a_server_that_was_killed_is_not_believed()
    {
        await using var lab = await ServerLab.StartAsync();
        var path = Path.Combine(lab.DataDirectory, "server.json");
        var left = await File.ReadAllBytesAsync(path, Token);
        await lab.Server.StopAsync(stopTasks: false);
        // It names this process, which runs: as after a restart of the machine, where numbers begin anew.
        await File.WriteAllBytesAsync(path, left, Token);

        Assert.Null(ServerFile.Read(lab.DataDirectory));
    }

    [Fact]
    public async Task File_is_the_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such modes on Windows");
        await using var lab = await ServerLab.StartAsync();
        var path = Path.Combine(lab.DataDirectory, "server.json");

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }
}
