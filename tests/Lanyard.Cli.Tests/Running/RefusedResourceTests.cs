using Lanyard.Cli.Commands;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Cli.Tests.Running;

/// <summary>What a service refuses, though the template reads well.</summary>
public sealed class RefusedResourceTests
{
    [Fact]
    public async Task A_resource_that_its_service_refuses_is_named_with_its_place_and_what_to_do()
    {
        await using var lab = await CliLab.StartAsync();
        var template = lab.Write(
            "template.yaml",
            """
            Resources:
              Group:
                Type: AWS::Logs::LogGroup
                Properties: {LogGroupName: "no group"}
            """
        );

        var run = await lab.LanyardAsync("run", template);

        run.Refused(
            ExitCodes.Misuse,
            $"{template}:2:3: `Group` (AWS::Logs::LogGroup) could not be made: InvalidParameterException: ",
            "next: correct it and run the command again"
        );
        Assert.Empty((await lab.SendAsync(LogsModel.DescribeLogGroups, new DescribeLogGroupsInput())).LogGroups!);
    }

    [Fact]
    public async Task Tasks_that_cannot_run_here_are_told_with_the_remedy_before_anything_is_made()
    {
        using var lab = new RunLab();
        lab.Runtime.Readiness = new()
        {
            IsReady = false,
            Missing = "runc not found",
            Remedy = "apt-get install -y runc",
        };

        var (run, error) = await lab.RunAsync(await lab.OptionsAsync(), CliLab.Token);

        var refusal = Assert.IsType<Lanyard.Server.Composition.StartException>(error);
        Assert.Equal("tasks cannot run on this machine: runc not found", refusal.Message);
        Assert.Equal("mend it with: apt-get install -y runc", refusal.NextStep);
        Assert.False(refusal.IsMisuse);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task Where_no_task_is_to_run_the_machine_does_not_matter()
    {
        using var lab = new RunLab();
        lab.Runtime.Readiness = new() { IsReady = false, Missing = "runc not found" };
        var options = await lab.OptionsAsync("Resources: {Group: {Type: 'AWS::Logs::LogGroup'}}");

        var (run, _) = await lab.RunAsync(
            options with
            {
                Images = new Dictionary<string, string>(StringComparer.Ordinal),
            },
            CliLab.Token
        );

        run.StartedNothing();
    }
}
