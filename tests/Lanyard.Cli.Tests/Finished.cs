using System.Text.Json;
using Lanyard.Cli.Commands;

namespace Lanyard.Cli.Tests;

/// <summary>A command that has run to its end, in this process.</summary>
/// <param name="ExitCode">Its exit status.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record Finished(int ExitCode, string Output, string Error)
{
    /// <summary>The lines of standard output.</summary>
    public IReadOnlyList<string> Lines => Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The lines of standard output, each of them JSON.</summary>
    public IReadOnlyList<JsonElement> Json => [.. Lines.Select(line => JsonElement.Parse(line))];

    /// <summary>Runs lanyard.</summary>
    public static async Task<Finished> LanyardAsync(params string[] arguments)
    {
        var (exitCode, output, error) = await CapturedConsole.WhileAsync(() =>
            CommandLine.RunAsync(arguments, TestContext.Current.CancellationToken)
        );
        return new Finished(exitCode, output, error);
    }

    /// <summary>Fails unless the command ended with 0.</summary>
    public Finished Succeeded()
    {
        Assert.True(ExitCode == ExitCodes.Done, ToString());
        return this;
    }

    /// <summary>Fails unless a run made what its input declares and ended with 1, since none of it is a task.</summary>
    public Finished StartedNothing()
    {
        Assert.True(ExitCode == ExitCodes.Failed && Error.Length == 0, ToString());
        Assert.Contains("nothing declares a task", Output, StringComparison.Ordinal);
        return this;
    }

    /// <summary>Fails unless the command ended so, and with these words for people and no stack trace.</summary>
    public void Refused(int exitCode, params string[] words)
    {
        Assert.True(ExitCode == exitCode, ToString());
        Assert.All(words, word => Assert.Contains(word, Error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Lanyard's own", Error, StringComparison.Ordinal);
    }

    public override string ToString() => $"exit {ExitCode}\n{Output}\n{Error}";
}
