using System.Net;
using Lanyard.Policy;
using Lanyard.Server.Gateway;
using Lanyard.Server.Registry;
using Lanyard.Server.TaskEndpoints;
using Lanyard.Services.Control;
using Lanyard.Storage;
using Lanyard.Wire.Models.Lanyard;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lanyard.Server.Composition;

/// <summary>A running server: the AWS APIs on a port of 127.0.0.1, the links of its tasks, and everything behind them.</summary>
public sealed class LanyardServer : IAsyncDisposable
{
    private readonly TaskCompletionSource<bool> _stopRequested = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly ServerOptions _options;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private ServerParts _parts = null!;
    private WebApplication _web = null!;
    private CredentialsAudit _audit = null!;
    private DateTimeOffset _startedAt;
    private bool _isStopped;

    private LanyardServer(ServerOptions options, ILoggerFactory loggers, TimeProvider time)
    {
        _options = options;
        _loggers = loggers;
        _time = time;
    }

    /// <summary>Where it answers, as in <c>http://127.0.0.1:4566</c>.</summary>
    public Uri Endpoint => _parts.Host.Endpoint!;

    /// <summary>Done when somebody asked the server to stop; says whether its tasks are to be stopped too.</summary>
    public Task<bool> StopRequested => _stopRequested.Task;

    /// <summary>How many tasks have not stopped.</summary>
    public int RunningTasks => _parts.Engine.CountRunning();

    /// <summary>The version of the program.</summary>
    public static string Version { get; } = typeof(LanyardServer).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>Opens the data directory and answers once it returns; tasks that were there before are taken up.</summary>
    /// <exception cref="StartException">The options are not good, the directory is held or newer, or the port is taken.</exception>
    public static async Task<LanyardServer> StartAsync(
        ServerOptions options,
        ILoggerFactory loggers,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (options.Faults() is { Count: > 0 } faults)
        {
            throw new StartException(string.Join("; ", faults), "see `lanyard up --help`", isMisuse: true);
        }

        var server = new LanyardServer(options, loggers, time) { _startedAt = time.GetUtcNow() };
        await server.OpenAsync(cancellationToken);
        try
        {
            await server.ListenAsync(cancellationToken);
            await server._parts.Engine.RecoverAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops answering and lets go of the data directory.</summary>
    /// <param name="stopTasks">Whether running tasks are stopped; otherwise they run on and are taken up at the next start.</param>
    public async Task StopAsync(bool stopTasks)
    {
        if (_isStopped)
        {
            return;
        }

        _isStopped = true;
        if (stopTasks)
        {
            await _parts.Engine.StopAllAsync("the server was stopped", atOnce: false, CancellationToken.None);
        }

        ServerFile.Remove(_parts.DataPath);
        _parts.Links.Complete();
        await _web.DisposeAsync();
        _audit.Dispose();
        await _parts.DisposeAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await StopAsync(stopTasks: false);

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var account = AccountId.Parse(_options.Account);
        var control = new ServerControl
        {
            Describe = Describe,
            ResetAsync = token => _parts.ResetAsync(account, token),
            Stop = stopTasks => _stopRequested.TrySetResult(stopTasks),
        };
        try
        {
            _parts = await ServerParts.OpenAsync(_options, control, _loggers, _time, cancellationToken);
            _audit = new CredentialsAudit(Path.Combine(_parts.DataPath, "audit.log"), _time);
        }
        catch (StoreException error)
        {
            throw new StartException(error.Message, NextStepFor(error.Kind));
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        _web = BuildWeb();
        try
        {
            await _web.StartAsync(cancellationToken);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            throw new StartException(
                $"the port {_options.Port} is in use by another program",
                "stop that program, or choose another port with `--port`"
            );
        }

        var addresses = _web
            .Services.GetRequiredService<IServer>()
            .Features.GetRequiredFeature<IServerAddressesFeature>();
        _parts.Host.Endpoint = new Uri(
            addresses.Addresses.First(address => address.Contains("127.0.0.1", StringComparison.Ordinal))
        );
        var administrator = await _parts.Administrators.EnsureAsync(
            AccountId.Parse(_options.Account),
            cancellationToken
        );
        new ServerFile
        {
            ProcessId = Environment.ProcessId,
            Endpoint = Endpoint.ToString().TrimEnd('/'),
            Account = _options.Account,
            Region = _options.Region,
            AccessKeyId = administrator.AccessKeyId,
            SecretAccessKey = administrator.SecretAccessKey.Reveal(),
            Observe = _options.Observe,
        }.Write(_parts.DataPath);
    }

    private WebApplication BuildWeb()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(_loggers);
        builder.Services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        builder.WebHost.UseKestrelCore();
        builder.Services.AddSingleton<IConnectionListenerFactory>(new TaskLinkTransport(_parts.Links));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null; // S3 objects; what is held in memory has a limit of its own
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(IPAddress.Loopback, _options.Port);
            kestrel.Listen(new TaskLinkEndPoint());
        });
        var web = builder.Build();
        web.Run(Route());
        return web;
    }

    private RequestDelegate Route()
    {
        var gateway = new GatewayEndpoint(_parts.Door, _parts.Host.Ids, _loggers.CreateLogger<GatewayEndpoint>());
        var tasks = new TaskEndpoint(_parts.Engine, new RequestRate(_time), _audit);
        var registry = new RegistryEndpoint(_parts.Door, _parts.Ecr);
        return context =>
        {
            if (context.Features.Get<TaskLink>() is { } link)
            {
                return link.Port == TaskLinks.EndpointPort
                    ? tasks.HandleAsync(context, link.TaskArn)
                    : gateway.HandleAsync(context, link.TaskArn);
            }

            var path = context.Request.Path;
            return RegistryEndpoint.Answers(path) ? registry.HandleAsync(context)
                : path.StartsWithSegments("/_lanyard", StringComparison.Ordinal) ? ControlAsync(context)
                : gateway.HandleAsync(context, taskArn: null);
        };
    }

    // The only unsigned way in, for test suites, and only where whoever started the server asked for it.
    private async Task ControlAsync(HttpContext context)
    {
        var isReset =
            HttpMethods.IsPost(context.Request.Method)
            && string.Equals(context.Request.Path, "/_lanyard/reset", StringComparison.Ordinal);
        var isFromHere = context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
        if (!isReset || !_options.AllowReset || !isFromHere)
        {
            context.Response.StatusCode = isReset ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound;
            return;
        }

        await _parts.ResetAsync(AccountId.Parse(_options.Account), context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private DescribeServerOutput Describe() =>
        new()
        {
            Version = Version,
            Account = _options.Account,
            Region = _options.Region,
            Runtime = _parts.Runtimes.Name,
            Observe = _options.Observe,
            DataDirectory = _parts.DataPath,
            StartedAt = _startedAt,
        };

    private static string NextStepFor(StoreFault fault) =>
        fault switch
        {
            StoreFault.Held =>
                "use that server, stop it with `lanyard down`, or choose another directory with `--data`",
            StoreFault.TooNew => "use the newer lanyard that wrote it, or choose another directory with `--data`",
            _ => "choose another directory with `--data`",
        };
}
