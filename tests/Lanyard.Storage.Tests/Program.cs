using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Lanyard.Storage.Tests;

/// <summary>Runs the tests or, when told so by one of them, does what the test then interrupts.</summary>
public static class Program
{
    /// <summary>The runner's own two ways in, and ours.</summary>
    public static Task<int> Main(string[] args) =>
        args switch
        {
            [Child.Command, var directory] => Child.CommitUntilKilledAsync(directory, CancellationToken.None),
            _ when args.Any(arg => arg is "--server" or "--internal-msbuild-node") =>
                TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
            _ => ConsoleRunner.Run(args),
        };
}
