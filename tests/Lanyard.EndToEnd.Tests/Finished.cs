using System.Diagnostics;
using Lanyard.Testing;

namespace Lanyard.EndToEnd.Tests;

/// <summary>A program that has run to its end.</summary>
/// <param name="ExitCode">Its exit status.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record Finished(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a program; one that does not end in time is killed and fails the test.</summary>
    public static async Task<Finished> RunAsync(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        TimeSpan? limit = null
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(limit ?? Eventually.Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new Finished(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException late)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"waited for the end of {program} {string.Join(' ', start.ArgumentList)}, for {limit ?? Eventually.Limit}",
                late
            );
        }
    }

    /// <summary>Runs lanyard.</summary>
    public static Task<Finished> LanyardAsync(params string[] arguments) =>
        RunAsync("dotnet", [Checkout.Program, .. arguments]);

    public override string ToString() => $"exit {ExitCode}\n{Output}\n{Error}";
}
