using Lanyard.Cli.Commands;

namespace Lanyard.Cli.Tests.Running;

/// <summary>A run on a server that records refusals and lets them pass.</summary>
public sealed class ObservedRunTests : IDisposable
{
    private readonly RunLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task What_passed_does_not_fail_the_run_and_is_shown_as_observed()
    {
        var run = await RunAsync(observes: true, isJson: false);

        run.Succeeded();
        Assert.Contains("observing: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("observed  ecr:GetAuthorizationToken", run.Output, StringComparison.Ordinal);
        Assert.Contains("  observed       ecr:BatchGetImage", run.Output, StringComparison.Ordinal);
        Assert.Contains("observing: refusals were recorded and let pass", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("refused ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scripts_are_told_what_was_observed()
    {
        var run = await RunAsync(observes: true, isJson: true);

        run.Succeeded();
        var report = run.Json[^1];
        Assert.True(report.GetProperty("observing").GetBoolean());
        Assert.Contains(
            report.GetProperty("roles").EnumerateArray(),
            role =>
                role.GetProperty("observed").GetArrayLength() > 0 && role.GetProperty("refused").GetArrayLength() == 0
        );
    }

    [Fact]
    public async Task Where_nothing_is_observed_the_same_is_refused()
    {
        var run = await RunAsync(observes: false, isJson: false);

        Assert.True(run.ExitCode == ExitCodes.Failed, run.ToString());
        Assert.Contains("refused   ecr:GetAuthorizationToken", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("observ", run.Output + run.Error, StringComparison.Ordinal);
    }

    private async Task<Finished> RunAsync(bool observes, bool isJson)
    {
        _lab.Configure = options => options.Observe = observes;
        _lab.Runtime.Program = _ => Task.FromResult(0);
        var template = RunLab.Template.Replace(RunLab.PullPolicy, "", StringComparison.Ordinal);
        var (run, error) = await _lab.RunAsync(
            await _lab.OptionsAsync(template) with
            {
                IsJson = isJson,
            },
            CliLab.Token
        );
        Assert.Null(error);
        return run;
    }
}
