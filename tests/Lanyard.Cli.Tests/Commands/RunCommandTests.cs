using Lanyard.Cli.Commands;

namespace Lanyard.Cli.Tests.Commands;

/// <summary>The options of <c>lanyard run</c> as they are written.</summary>
public sealed class RunCommandTests
{
    [Theory]
    [InlineData("--parameter", "Fault")]
    [InlineData("--parameter", "=none")]
    [InlineData("--parameter", "")]
    [InlineData("--image", "receipts.tar")]
    [InlineData("--image", "=receipts.tar")]
    public async Task A_pair_that_is_none_is_misuse(string option, string text)
    {
        var run = await Finished.LanyardAsync("run", "template.yaml", option, text);

        run.Refused(ExitCodes.Misuse, $"`{text}` is not of the form {option} NAME=");
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("soon")]
    [InlineData("0s")]
    [InlineData("-5s")]
    [InlineData("5d")]
    [InlineData("NaNs")]
    [InlineData("1e400s")]
    [InlineData("Infinityh")]
    [InlineData("99999999h")]
    public async Task A_time_that_is_none_is_misuse(string time)
    {
        var run = await Finished.LanyardAsync("run", "template.yaml", "--timeout", time);

        run.Refused(ExitCodes.Misuse, $"`{time}` is no time", "90s, 5m or 1h");
    }

    [Theory]
    [InlineData("90s")]
    [InlineData("0.5m")]
    [InlineData("1h")]
    [InlineData("90")]
    public async Task A_time_is_seconds_minutes_or_hours(string time)
    {
        var run = await Finished.LanyardAsync("run", "nothing.yaml", "--timeout", time);

        run.Refused(ExitCodes.Misuse, "there is no file `nothing.yaml`");
    }

    [Fact]
    public async Task A_directory_is_no_template()
    {
        var run = await Finished.LanyardAsync("run", Path.GetTempPath());

        run.Refused(ExitCodes.Misuse, "there is no file", "next: name a CloudFormation template");
    }
}
