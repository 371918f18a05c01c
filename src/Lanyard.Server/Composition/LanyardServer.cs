using Lanyard.Containers;
using Lanyard.Policy;
using Lanyard.Server.Gateway;
using Lanyard.Server.Registry;
using Lanyard.Server.TaskEndpoints;
using Lanyard.Services.Control;
using Lanyard.Storage;
using Lanyard.Wire.Models.Lanyard;
using Microsoft.Extensions.Logging;

namespace Lanyard.Server.Composition;

/// <summary>A running server: the AWS APIs on a port of 127.0.0.1, the links of its tasks, and everything behind them.</summary>
public sealed class LanyardServer : IAsyncDisposable
{
    private readonly TaskCompletionSource<bool> _stopRequested = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly StartContext _start;
    private readonly AccountId _account;
    private readonly DateTimeOffset _startedAt;
    private ServerParts? _parts;
    private WebFront? _web;
    private Upkeep? _upkeep;
    private Task? _stopped;

    private LanyardServer(StartContext start)
    {
        _start = start;
        _account = AccountId.Parse(start.Options.Account);
        _startedAt = start.Time.GetUtcNow();
    }

    /// <summary>Where it answers, as in <c>http://127.0.0.1:4566</c>.</summary>
    public Uri Endpoint => Parts.Host.Endpoint!;

    /// <summary>Done when somebody asked the server to stop; says whether its tasks are to be stopped too.</summary>
    public Task<bool> StopRequested => _stopRequested.Task;

    /// <summary>How many tasks have not stopped.</summary>
    public int RunningTasks => Parts.Engine.CountRunning();

    /// <summary>The version of the program.</summary>
    public static string Version { get; } = typeof(LanyardServer).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    private ServerParts Parts => _parts!;

    /// <summary>Opens the data directory and answers once it returns; tasks that were there before are taken up.</summary>
    /// <exception cref="StartException">The options are not good, the directory is held or newer, or the port is taken.</exception>
    public static Task<LanyardServer> StartAsync(
        ServerOptions options,
        ILoggerFactory loggers,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => StartAsync(new StartContext(options, loggers, time), cancellationToken);

    /// <inheritdoc cref="StartAsync(ServerOptions, ILoggerFactory, TimeProvider, CancellationToken)" />
    internal static async Task<LanyardServer> StartAsync(StartContext start, CancellationToken cancellationToken)
    {
        if (start.Options.Faults() is { Count: > 0 } faults)
        {
            throw StartErrors.Options(faults);
        }

        var server = new LanyardServer(start);
        try
        {
            await server.OpenAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sees that tasks can run on this machine, which otherwise the first one finds out.</summary>
    /// <exception cref="StartException">They cannot; the message says what mends it.</exception>
    public async Task CheckRuntimeAsync(CancellationToken cancellationToken)
    {
        var readiness = await Parts.Machine.ProbeAsync(cancellationToken);
        if (!readiness.IsReady)
        {
            throw StartErrors.Runtime(readiness);
        }
    }

    /// <summary>Answers what is under way, stops answering and lets go of the data directory.</summary>
    /// <param name="stopTasks">Whether running tasks are stopped; otherwise they run on and are taken up at the next start.</param>
    /// <param name="atOnce">Whether tasks that are stopped are killed, without their stop timeout.</param>
    public Task StopAsync(bool stopTasks, bool atOnce = false)
    {
        lock (_gate)
        {
            return _stopped ??= StopOnceAsync(stopTasks, atOnce);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await StopAsync(stopTasks: false);

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            _parts = await ServerParts.OpenAsync(_start, Control(), cancellationToken);
            if (_start.Options.DemandsRuntime)
            {
                await CheckRuntimeAsync(cancellationToken);
            }

            _web = await WebFront.ListenAsync(
                _start.Options.Port,
                Router(),
                Parts.Links,
                _start.Loggers,
                cancellationToken
            );
            Parts.Host.Endpoint = _web.Address;
            await WriteFileAsync(cancellationToken);
        }
        catch (StoreException error)
        {
            throw StartErrors.Directory(error);
        }
        catch (ContainerException error)
        {
            throw StartErrors.Directory(error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StartErrors.Directory(error);
        }

        await Parts.Engine.RecoverAsync(cancellationToken);
        _upkeep = new Upkeep(Parts.Host.Credentials, _start.Time);
    }

    private async Task StopOnceAsync(bool stopTasks, bool atOnce)
    {
        if (_parts is not { } parts)
        {
            return;
        }

        if (stopTasks)
        {
            await StopTasksAsync(parts, atOnce);
        }

        ServerFile.Remove(parts.DataPath);
        await _stopping.CancelAsync();
        if (_web is not null)
        {
            await _web.DisposeAsync();
        }

        if (stopTasks)
        {
            // Those that somebody started while the others ended.
            await StopTasksAsync(parts, atOnce);
        }

        if (_upkeep is not null)
        {
            await _upkeep.DisposeAsync();
        }

        await parts.DisposeAsync();
        _stopping.Dispose();
    }

    private static Task StopTasksAsync(ServerParts parts, bool atOnce) =>
        parts.Engine.StopAllAsync("the server was stopped", atOnce, CancellationToken.None);

    private async Task WriteFileAsync(CancellationToken cancellationToken)
    {
        var options = _start.Options;
        var administrator = await Parts.Administrators.EnsureAsync(_account, cancellationToken);
        new ServerFile
        {
            ProcessId = Environment.ProcessId,
            Endpoint = Endpoint.ToString().TrimEnd('/'),
            Account = options.Account,
            Region = options.Region,
            AccessKeyId = administrator.AccessKeyId,
            SecretAccessKey = administrator.SecretAccessKey.Reveal(),
            Observe = options.Observe,
        }.Write(Parts.DataPath);
    }

    private Router Router() =>
        new(
            new GatewayEndpoint(Parts.Door),
            new RegistryEndpoint(Parts.Door, Parts.Ecr),
            new TaskEndpoint(Parts.Engine, new RequestRate(_start.Time), Parts.Audit),
            new ControlEndpoint(_start.Options, token => Parts.ResetAsync(_account, token)),
            new FailureGuard(Parts.Host.Ids, _start.Loggers.CreateLogger<FailureGuard>())
        );

    private ServerControl Control() =>
        new()
        {
            Account = _account,
            Stopping = _stopping.Token,
            Describe = Describe,
            ResetAsync = token => Parts.ResetAsync(_account, token),
            Stop = stopTasks => _stopRequested.TrySetResult(stopTasks),
        };

    private DescribeServerOutput Describe() =>
        new()
        {
            Version = Version,
            Account = _start.Options.Account,
            Region = _start.Options.Region,
            Runtime = Parts.Machine.RuntimeName,
            Observe = _start.Options.Observe,
            DataDirectory = Parts.DataPath,
            StartedAt = _startedAt,
        };
}
