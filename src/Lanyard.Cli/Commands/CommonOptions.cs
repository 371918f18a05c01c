using System.CommandLine;
using Lanyard.Server.Composition;
using Microsoft.Extensions.Logging;

namespace Lanyard.Cli.Commands;

/// <summary>What several commands have in common: options, and the server that they start.</summary>
internal static class CommonOptions
{
    /// <summary>The data directory when none is given.</summary>
    public const string DefaultData = ".lanyard";

    /// <summary>The data directory of the server.</summary>
    public static Option<string> Data() =>
        new("--data")
        {
            Description = "The data directory of the server",
            DefaultValueFactory = _ => DefaultData,
            HelpName = "DIR",
        };

    /// <summary>Whether the answer is JSON.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Answer in JSON, for scripts" };

    /// <summary>Adds options to a command, in this order.</summary>
    public static void Add(this Command command, IEnumerable<Option> options)
    {
        foreach (var option in options)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Starts a server on this machine.</summary>
    public static Task<LanyardServer> StartServerAsync(
        ServerOptions options,
        ILoggerFactory loggers,
        CancellationToken cancellationToken
    ) => LanyardServer.StartAsync(options, loggers, TimeProvider.System, cancellationToken);
}
