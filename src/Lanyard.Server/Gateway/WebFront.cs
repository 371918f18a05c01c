using System.Net;
using System.Net.Sockets;
using System.Text;
using Lanyard.Server.Composition;
using Lanyard.Server.TaskEndpoints;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Lanyard.Server.Gateway;

/// <summary>
/// The web server: it listens on 127.0.0.1 and on the links of all tasks. It is Kestrel without a host: no configuration is
/// read, nothing is injected, and what it starts with is here.
/// </summary>
internal sealed class WebFront : IAsyncDisposable
{
    // What waits for news ends by itself when the server stops; this is for slow uploads and the like.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly KestrelServer _kestrel;

    private WebFront(KestrelServer kestrel) => _kestrel = kestrel;

    /// <summary>Where it answers, as in <c>http://127.0.0.1:4566</c>.</summary>
    public Uri Address =>
        new(
            _kestrel
                .Features.GetRequiredFeature<IServerAddressesFeature>()
                .Addresses.First(address => address.Contains("127.0.0.1", StringComparison.Ordinal))
        );

    /// <summary>Begins to listen.</summary>
    /// <param name="port">The port on 127.0.0.1; 0 takes a free one.</param>
    /// <exception cref="StartException">The port is taken, or not for this process.</exception>
    public static async Task<WebFront> ListenAsync(
        int port,
        Router router,
        TaskLinks links,
        ILoggerFactory loggers,
        CancellationToken cancellationToken
    )
    {
        var kestrel = new KestrelServer(Options.Create(Limits(port)), new FrontTransport(links, loggers), loggers);
        try
        {
            await kestrel.StartAsync(new Application(router), cancellationToken);
            return new WebFront(kestrel);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            kestrel.Dispose();
            throw StartErrors.PortTaken(port);
        }
        catch (SocketException error)
        {
            kestrel.Dispose();
            throw StartErrors.PortRefused(port, error);
        }
    }

    /// <summary>Answers what is under way and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _kestrel.StopAsync(patience.Token);
        _kestrel.Dispose();
    }

    private static KestrelServerOptions Limits(int port)
    {
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        kestrel.Limits.MaxRequestBodySize = null; // S3 objects; what is held in memory has a limit of its own
        // On an average: what came fast and then stands still is given up only when it has become so slow.
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1024, TimeSpan.FromSeconds(20));
        // A character a byte, as S3 answers: what a client stored comes back as it was, and none is refused as not ASCII.
        kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
        kestrel.Listen(IPAddress.Loopback, port);
        kestrel.Listen(new TaskLinkEndPoint());
        return kestrel;
    }

    /// <summary>Hands each request to the router; a connection's context serves all its requests in turn.</summary>
    private sealed class Application(Router router) : IHttpApplication<DefaultHttpContext>
    {
        public DefaultHttpContext CreateContext(IFeatureCollection contextFeatures)
        {
            if (contextFeatures is not IHostContextContainer<DefaultHttpContext> container)
            {
                return new DefaultHttpContext(contextFeatures);
            }

            if (container.HostContext is { } context)
            {
                context.Initialize(contextFeatures);
                return context;
            }

            return container.HostContext = new DefaultHttpContext(contextFeatures);
        }

        public Task ProcessRequestAsync(DefaultHttpContext context) => router.HandleAsync(context);

        public void DisposeContext(DefaultHttpContext context, Exception? exception) => context.Uninitialize();
    }
}
