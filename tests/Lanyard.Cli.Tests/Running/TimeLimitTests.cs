using Lanyard.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Lanyard.Cli.Tests.Running;

/// <summary>A run whose time is up before its task ends.</summary>
public sealed class TimeLimitTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task What_a_task_wrote_is_shown_once_though_it_is_stopped()
    {
        using var lab = new RunLab();
        var time = new FakeTimeProvider();
        lab.Runtime.Program = async container =>
        {
            container.Print("hello");
            var stopped = container.WaitForSignalAsync("SIGTERM");
            await Eventually.IsSoAsync(
                "SIGTERM while time passes",
                () => stopped.IsCompleted,
                betweenLooks: () => time.Advance(Limit)
            );
            return 143;
        };
        var options = await lab.OptionsAsync() with { Timeout = Limit, Time = time };

        var (run, _) = await lab.RunAsync(options, CliLab.Token);

        Assert.Contains("the time is up", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Lines, line => line.EndsWith("| hello", StringComparison.Ordinal));
    }
}
