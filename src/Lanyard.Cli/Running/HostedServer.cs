using Lanyard.Cli.Clients;
using Lanyard.Cli.Commands;
using Lanyard.Server.Composition;
using Microsoft.Extensions.Logging;

namespace Lanyard.Cli.Running;

/// <summary>
/// The server that a run talks to: one of its own on a fresh data directory and a free port, or one that runs already.
/// Either way the run is only a signed client of it.
/// </summary>
internal sealed class HostedServer : IAsyncDisposable
{
    private readonly ILoggerFactory? _loggers;
    private readonly LanyardServer? _server;
    private readonly bool _keeps;

    private HostedServer(ServerFile file, string directory, LanyardServer? server, ILoggerFactory? loggers, bool keeps)
    {
        File = file;
        Directory = directory;
        _server = server;
        _loggers = loggers;
        _keeps = keeps;
        Client = RunningServer.ClientOf(file);
    }

    /// <summary>What the server says of itself.</summary>
    public ServerFile File { get; }

    /// <summary>Its data directory.</summary>
    public string Directory { get; }

    /// <summary>Whether the server is the run's own.</summary>
    public bool IsOwn => _server is not null;

    /// <summary>A client, as the administrator.</summary>
    public AwsClient Client { get; }

    /// <summary>Finds the server of a data directory, or starts one.</summary>
    public static async Task<HostedServer> OpenAsync(RunOptions options, CancellationToken cancellationToken)
    {
        if (options.DataDirectory is { } given)
        {
            return new HostedServer(RunningServer.Find(given), given, server: null, loggers: null, keeps: true);
        }

        var directory = System.IO.Directory.CreateTempSubdirectory("lanyard-run-").FullName;
        var loggers = ServerLogs.Create();
        var server = await LanyardServer.StartAsync(
            new ServerOptions { DataDirectory = directory, Port = 0 },
            loggers,
            TimeProvider.System,
            cancellationToken
        );
        return new HostedServer(ServerFile.Read(directory)!, directory, server, loggers, options.Keeps);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_server is null)
        {
            return;
        }

        await _server.StopAsync(stopTasks: true);
        _loggers?.Dispose();
        if (!_keeps)
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }
}
