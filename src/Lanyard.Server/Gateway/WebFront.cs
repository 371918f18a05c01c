using System.Net;
using System.Net.Sockets;
using Lanyard.Server.Composition;
using Lanyard.Server.TaskEndpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lanyard.Server.Gateway;

/// <summary>The web server: it listens on 127.0.0.1 and on the links of all tasks, and reads no configuration but this.</summary>
internal sealed class WebFront : IAsyncDisposable
{
    // What waits for news ends by itself when the server stops; this is for slow uploads and the like.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly WebApplication _web;

    private WebFront(WebApplication web) => _web = web;

    /// <summary>Where it answers, as in <c>http://127.0.0.1:4566</c>.</summary>
    public Uri Address =>
        new(
            _web.Services.GetRequiredService<IServer>()
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
        var web = Build(port, links, loggers);
        web.Run(router.HandleAsync);
        try
        {
            await StartAsync(web, port, cancellationToken);
            return new WebFront(web);
        }
        catch
        {
            await web.DisposeAsync();
            throw;
        }
    }

    /// <summary>Answers what is under way and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _web.StopAsync(patience.Token);
        await _web.DisposeAsync();
    }

    private static async Task StartAsync(WebApplication web, int port, CancellationToken cancellationToken)
    {
        try
        {
            await web.StartAsync(cancellationToken);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            throw StartErrors.PortTaken(port);
        }
        catch (SocketException error)
        {
            throw StartErrors.PortRefused(port, error);
        }
    }

    private static WebApplication Build(int port, TaskLinks links, ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        builder.WebHost.UseKestrelCore();
        builder.Services.AddSingleton<IConnectionListenerFactory>(new TaskLinkTransport(links));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null; // S3 objects; what is held in memory has a limit of its own
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Listen(new TaskLinkEndPoint());
        });
        return builder.Build();
    }
}
