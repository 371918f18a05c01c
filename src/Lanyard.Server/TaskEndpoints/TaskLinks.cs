using System.Collections.Concurrent;
using System.Threading.Channels;
using Lanyard.Containers.Networks;
using Lanyard.Policy;
using Lanyard.Tasks;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace Lanyard.Server.TaskEndpoints;

/// <summary>
/// Listens on the link of every task and feeds what it accepts into one transport of the web server; each connection
/// carries its <see cref="TaskLink" />, so that the connection itself says which task is calling.
/// </summary>
internal sealed class TaskLinks(ILoggerFactory loggers, TimeProvider time) : ITaskLinks, IAsyncDisposable
{
    /// <summary>Credentials and metadata.</summary>
    public const int EndpointPort = 80;

    /// <summary>The AWS APIs.</summary>
    public const int ApiPort = 4566;

    private readonly ConcurrentDictionary<string, OpenLink> _links = new(StringComparer.Ordinal);
    private readonly SocketConnectionContextFactory _connections = new(
        new SocketConnectionFactoryOptions(),
        loggers.CreateLogger<TaskLinks>()
    );
    private readonly Channel<ConnectionContext> _accepted = Channel.CreateUnbounded<ConnectionContext>(
        new UnboundedChannelOptions { SingleReader = true }
    );

    /// <summary>The connections of all tasks, as they come.</summary>
    public ChannelReader<ConnectionContext> Accepted => _accepted.Reader;

    /// <inheritdoc />
    public async Task OpenAsync(Arn taskArn, ITaskNetwork network, CancellationToken cancellationToken)
    {
        var link = new OpenLink(taskArn, _connections, _accepted.Writer, time);
        try
        {
            link.Listen(network, EndpointPort);
            link.Listen(network, ApiPort);
        }
        catch
        {
            await link.CloseAsync();
            throw;
        }

        if (!_links.TryAdd(taskArn.ToString(), link))
        {
            await link.CloseAsync();
        }
    }

    /// <inheritdoc />
    public Task CloseAsync(Arn taskArn) =>
        _links.TryRemove(taskArn.ToString(), out var link) ? link.CloseAsync() : Task.CompletedTask;

    /// <summary>Ends the feed; the web server's listener then ends too.</summary>
    public void Complete() => _accepted.Writer.TryComplete();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Complete();
        foreach (var link in _links.Values)
        {
            await link.CloseAsync();
        }

        _links.Clear();
        _connections.Dispose();
    }
}
