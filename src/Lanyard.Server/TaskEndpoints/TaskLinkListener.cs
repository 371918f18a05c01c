using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Lanyard.Server.TaskEndpoints;

/// <summary>The listener from which the web server takes the connections of <see cref="TaskLinks" />.</summary>
internal sealed class TaskLinkListener(TaskLinks links, EndPoint endpoint) : IConnectionListener
{
    /// <inheritdoc />
    public EndPoint EndPoint => endpoint;

    /// <inheritdoc />
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await links.Accepted.WaitToReadAsync(cancellationToken) && links.Accepted.TryRead(out var connection)
            ? connection
            : null;

    /// <inheritdoc />
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        links.Complete();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
