using Lanyard.Cli.Clients;
using Lanyard.Cli.Commands;
using Lanyard.Containers.Images.Files;
using Lanyard.Server.Composition;
using Microsoft.Extensions.Logging;

namespace Lanyard.Cli.Running;

/// <summary>
/// The server that a run talks to: one of its own on a fresh data directory and a free port, or one that runs already.
/// Either way the run is only a signed client of it.
/// </summary>
internal sealed class HostedServer : IAsyncDisposable
{
    private readonly LanyardServer? _server;
    private readonly ILoggerFactory? _loggers;
    private readonly CancellationToken _interrupted;
    private readonly bool _keeps;

    private HostedServer(string directory)
    {
        Directory = directory;
        File = RunningServer.Find(directory);
        Client = RunningServer.ClientOf(File);
        _keeps = true;
    }

    private HostedServer(
        string directory,
        LanyardServer server,
        ILoggerFactory loggers,
        bool keeps,
        CancellationToken interrupted
    )
        : this(directory)
    {
        _server = server;
        _loggers = loggers;
        _keeps = keeps;
        _interrupted = interrupted;
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
    /// <param name="cancellationToken">Once it is cancelled, the server's tasks end without their stop timeout.</param>
    public static async Task<HostedServer> OpenAsync(
        RunOptions options,
        ServerStart start,
        CancellationToken cancellationToken
    )
    {
        if (options.DataDirectory is { } given)
        {
            return new HostedServer(given);
        }

        var directory = System.IO.Directory.CreateTempSubdirectory("lanyard-run-").FullName;
        var loggers = ServerLogs.Create();
        try
        {
            var started = new ServerOptions { DataDirectory = directory, Port = 0 };
            var server = await start(started, loggers, cancellationToken);
            return new HostedServer(directory, server, loggers, options.Keeps, cancellationToken);
        }
        catch
        {
            loggers.Dispose();
            Remove(directory);
            throw;
        }
    }

    /// <summary>Sees that tasks can run here; a server that runs already is taken at its word.</summary>
    /// <exception cref="StartException">They cannot; the message says what mends it.</exception>
    public Task CheckRuntimeAsync(CancellationToken cancellationToken) =>
        _server?.CheckRuntimeAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_server is null)
        {
            return;
        }

        await _server.StopAsync(stopTasks: true, atOnce: _interrupted.IsCancellationRequested);
        _loggers?.Dispose();
        if (!_keeps)
        {
            Remove(Directory);
        }
    }

    private static void Remove(string directory)
    {
        if (OperatingSystem.IsLinux())
        {
            // Containers name their files as they like; .NET reads names as text.
            DirectoryTree.Remove(directory);
        }
        else
        {
            System.IO.Directory.Delete(directory, recursive: true);
        }
    }
}
