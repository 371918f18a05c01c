using Lanyard.Cli.Commands;
using Lanyard.Server.Composition;
using Lanyard.Wire;
using Lanyard.Wire.Signing;

namespace Lanyard.Cli.Clients;

/// <summary>Finds the server of a data directory.</summary>
internal static class RunningServer
{
    /// <summary>What the server left in its data directory.</summary>
    /// <exception cref="CommandException">No server runs there.</exception>
    public static ServerFile Find(string dataDirectory) =>
        ServerFile.Read(dataDirectory)
        ?? throw CommandException.Failed(
            $"no server runs on the data directory `{dataDirectory}`",
            $"start one with `lanyard up --data {dataDirectory}`, or name another with `--data`"
        );

    /// <summary>A client of the server, as its administrator.</summary>
    /// <exception cref="CommandException">No server runs there.</exception>
    public static AwsClient Connect(string dataDirectory) => ClientOf(Find(dataDirectory));

    /// <summary>A client of a server, as its administrator.</summary>
    public static AwsClient ClientOf(ServerFile server) =>
        new(
            new Uri(server.Endpoint),
            new SigningCredentials(server.AccessKeyId, new Secret(server.SecretAccessKey)),
            server.Region,
            TimeProvider.System
        );
}
