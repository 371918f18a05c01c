using System.CommandLine;

namespace Lanyard.Cli.Commands;

/// <summary>Options that several commands have.</summary>
internal static class CommonOptions
{
    /// <summary>The data directory of the server.</summary>
    public static Option<string> Data() =>
        new("--data")
        {
            Description = "The data directory of the server",
            DefaultValueFactory = _ => ".lanyard",
            HelpName = "DIR",
        };

    /// <summary>Whether the answer is JSON.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Answer in JSON, for scripts" };
}
