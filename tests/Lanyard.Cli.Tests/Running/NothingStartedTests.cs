using Lanyard.Cli.Commands;

namespace Lanyard.Cli.Tests.Running;

/// <summary>A run that started nothing has not succeeded, and says why.</summary>
public sealed class NothingStartedTests : IDisposable
{
    private const string Service =
        "  Service: {Type: 'AWS::ECS::Service', Properties: {TaskDefinition: !Ref Task, DesiredCount: 1, LaunchType: FARGATE}}";

    private readonly RunLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task A_service_alone_starts_nothing_and_the_run_fails_with_the_reason()
    {
        var run = await RunAsync(TaskTemplate.With("", Service), isJson: false);

        Assert.True(run.ExitCode == ExitCodes.Failed, run.ToString());
        Assert.Equal(
            [
                "the run failed: no task was started",
                "why: services are not run yet (Service), and nothing else declares a task",
                "next: leave the service out of the template: a task definition that no service uses is run once",
            ],
            run.Lines.TakeLast(3)
        );
    }

    [Fact]
    public async Task Scripts_are_told_the_reason_too()
    {
        var run = await RunAsync(TaskTemplate.With("", Service), isJson: true);

        var report = run.Json[^1];
        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.False(report.GetProperty("succeeded").GetBoolean());
        var nothing = report.GetProperty("nothingStarted");
        Assert.StartsWith("services are not run yet", nothing.GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(nothing.GetProperty("next").GetString()!);
    }

    [Fact]
    public async Task A_template_without_tasks_is_made_and_the_run_fails_with_the_reason()
    {
        var run = await RunAsync("Resources: {Group: {Type: 'AWS::Logs::LogGroup'}}", isJson: false, hasImages: false);

        run.StartedNothing();
        Assert.Contains(run.Lines, line => line.StartsWith("made      log group", StringComparison.Ordinal));
    }

    private async Task<Finished> RunAsync(string template, bool isJson, bool hasImages = true)
    {
        var options = await _lab.OptionsAsync(template) with { IsJson = isJson };
        if (!hasImages)
        {
            options = options with { Images = new Dictionary<string, string>(StringComparer.Ordinal) };
        }

        var (run, error) = await _lab.RunAsync(options, CliLab.Token);
        Assert.Null(error);
        return run;
    }
}
