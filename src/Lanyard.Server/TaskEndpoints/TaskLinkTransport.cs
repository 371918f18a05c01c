using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Lanyard.Server.TaskEndpoints;

/// <summary>The transport through which the web server takes the connections of <see cref="TaskLinks" />.</summary>
internal sealed class TaskLinkTransport(TaskLinks links)
    : IConnectionListenerFactory,
        IConnectionListenerFactorySelector
{
    /// <inheritdoc />
    public bool CanBind(EndPoint endpoint) => endpoint is TaskLinkEndPoint;

    /// <inheritdoc />
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new(new Listener(links, endpoint));

    private sealed class Listener(TaskLinks links, EndPoint endpoint) : IConnectionListener
    {
        public EndPoint EndPoint => endpoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
            await links.Accepted.WaitToReadAsync(cancellationToken) && links.Accepted.TryRead(out var connection)
                ? connection
                : null;

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            links.Complete();
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
