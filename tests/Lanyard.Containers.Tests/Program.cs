using Lanyard.Containers.Tests.Oci;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Lanyard.Containers.Tests;

/// <summary>Runs the tests or, when told so by one of them, is the server that the test then kills.</summary>
public static class Program
{
    /// <summary>The runner's own two ways in, and ours.</summary>
    public static Task<int> Main(string[] args) =>
        args switch
        {
            [ServerProcess.Command, var state, var group, var root, var id] => ServerProcess.StartContainerAsync(
                state,
                group,
                root,
                id
            ),
            _ when args.Any(arg => arg is "--server" or "--internal-msbuild-node") =>
                TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
            _ => ConsoleRunner.Run(args),
        };
}
