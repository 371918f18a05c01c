using System.Net;
using Lanyard.Server.TaskEndpoints;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Lanyard.Server.Gateway;

/// <summary>Where connections come from: the sockets of this machine, and the links of tasks as one more.</summary>
internal sealed class FrontTransport(TaskLinks links, ILoggerFactory loggers) : IConnectionListenerFactory
{
    private readonly SocketTransportFactory _sockets = new(Options.Create(new SocketTransportOptions()), loggers);

    /// <inheritdoc />
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        endpoint is TaskLinkEndPoint
            ? new(new TaskLinkListener(links, endpoint))
            : _sockets.BindAsync(endpoint, cancellationToken);
}
