using System.Runtime.CompilerServices;
using Lanyard.Containers.Linux;

namespace Lanyard.Containers.Oci;

/// <summary>Runs containers with an OCI runtime of this machine, crun or runc, each held by a conmon of its own.</summary>
/// <remarks>
/// There is no daemon: what is known of a container is in its directory, and what holds it is conmon, so another object of this
/// class, in another process, can take it up.
/// </remarks>
public sealed class OciRuntime : IContainerRuntime, IDisposable
{
    private const string ProbePrefix = "lanyard-probe-";

    private readonly OciOptions _options;
    private readonly TimeProvider _time;
    private readonly RuntimeProbe _probe;
    private readonly string _bootId;
    private readonly Lazy<ControlGroups> _controlGroups = new(ControlGroups.Detect);
    private readonly Lazy<FileWatch> _watch = new(() => new FileWatch());
    private readonly ContainerEnds _ends;

    /// <summary>Takes up what is in the state directory; nothing is run before it is asked for.</summary>
    /// <exception cref="ContainerException">Invalid: the options contradict themselves.</exception>
    public OciRuntime(OciOptions options, TimeProvider time)
    {
        if (!Path.IsPathFullyQualified(options.StateDirectory) || options.StateDirectory.Contains(':'))
        {
            throw new ContainerException(
                ContainerFault.Invalid,
                $"`{options.StateDirectory}` cannot hold containers: expected an absolute path without a colon"
            );
        }

        _options = options;
        _time = time;
        _bootId = ReadBootId();
        _ends = new ContainerEnds(_bootId, _controlGroups, _watch, time);
        _probe = new RuntimeProbe(options, _bootId, TryOutAsync);
        Directory.CreateDirectory(
            options.StateDirectory,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        );
    }

    /// <inheritdoc />
    public string Name { get; private set; } = "oci";

    /// <inheritdoc />
    public async ValueTask<RuntimeReadiness> ProbeAsync(CancellationToken cancellationToken)
    {
        var (tools, readiness) = await _probe.FindAsync(cancellationToken);
        Name = tools is null ? Name : Path.GetFileName(tools.RuntimePath);
        return readiness;
    }

    /// <inheritdoc />
    public async Task CreateAsync(ContainerSpec spec, CancellationToken cancellationToken)
    {
        var (tools, readiness) = await _probe.FindAsync(cancellationToken);
        if (tools is null)
        {
            throw new ContainerException(
                readiness.Fault ?? ContainerFault.Unavailable,
                readiness.Remedy.Length == 0
                    ? readiness.Missing
                    : $"{readiness.Missing}; mend it with `{readiness.Remedy}`"
            );
        }

        Name = Path.GetFileName(tools.RuntimePath);
        await RuntimeErrors.GuardAsync(
            $"cannot make container `{spec.Id}`",
            () => CreateAsync(tools, spec, cancellationToken)
        );
    }

    /// <inheritdoc />
    public Task StartAsync(string id, CancellationToken cancellationToken) =>
        RuntimeErrors.GuardAsync(
            $"cannot start container `{id}`",
            async () =>
            {
                var (files, record) = Open(id);
                if (StartGate.IsPassed(files, record) || files.ReadExit() is not null)
                {
                    throw new ContainerException(ContainerFault.Conflict, $"container `{id}` is started already");
                }

                cancellationToken.ThrowIfCancellationRequested();
                files.Write(record with { StartedAt = _time.GetUtcNow() });
                await LetPassAsync(files, record);
            }
        );

    /// <inheritdoc />
    public Task KillAsync(string id, string signal, CancellationToken cancellationToken)
    {
        var number = Signals.Parse(signal);
        var (files, record) = Open(id);
        ContainerEnds.Kill(files, record, number);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task<ContainerExit> StopAsync(string id, CancellationToken cancellationToken)
    {
        var (files, record) = Open(id);
        if (_ends.Read(files, record) is { } already)
        {
            return already;
        }

        ContainerEnds.Kill(
            files,
            record,
            StartGate.IsPassed(files, record) ? Signals.Parse(record.StopSignal) : Signals.Kill
        );
        return await _ends.WaitAsync(files, record, record.StopTimeout, cancellationToken)
            ?? await _ends.KillAndWaitAsync(files, record, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<ContainerExit> WaitAsync(string id, CancellationToken cancellationToken)
    {
        var (files, record) = Open(id);
        var exit = await _ends.WaitAsync(files, record, Timeout.InfiniteTimeSpan, cancellationToken);
        return exit ?? throw NoSuchContainer(id);
    }

    /// <inheritdoc />
    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        var files = Files(id);
        if (files.Read() is { } record)
        {
            if (_ends.Read(files, record) is null)
            {
                await _ends.KillAndWaitAsync(files, record, cancellationToken);
            }

            await DiscardAsync(files, record);
        }

        files.Delete();
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<ContainerStatus>> ListAsync(CancellationToken cancellationToken)
    {
        var containers = new List<ContainerStatus>();
        foreach (var files in AllFiles().Where(files => !IsProbe(files) && !files.IsBeingMade()))
        {
            if (files.Read() is { } record)
            {
                containers.Add(Status(files, record));
            }
        }

        return Task.FromResult<IReadOnlyList<ContainerStatus>>(containers);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<OutputLine> OutputAsync(
        string id,
        long fromPosition,
        bool follow,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var (files, record) = Open(id);
        using var changes = follow ? _watch.Value.Listen(files.Output, files.ExitDirectory) : null;
        var lines = OutputFile.ReadAsync(
            files,
            fromPosition,
            changes,
            () => _ends.Read(files, record) is not null || !Directory.Exists(files.Directory),
            cancellationToken
        );
        await foreach (var line in lines)
        {
            yield return line;
        }
    }

    /// <summary>Lets go of the containers; they run on.</summary>
    public void Dispose()
    {
        _probe.Dispose();
        if (_watch.IsValueCreated)
        {
            _watch.Value.Dispose();
        }
    }

    private async Task CreateAsync(OciTools tools, ContainerSpec spec, CancellationToken cancellationToken)
    {
        Check(spec);
        var files = Files(spec.Id);
        var record = NewRecord(tools, spec);
        files.Create();
        try
        {
            if (spec.Group is { } group)
            {
                _controlGroups.Value.Create(GroupPath(group.Id), group);
            }

            OciBundle.Write(spec, files, record.ControlGroupPath, _controlGroups.Value);
            files.Write(record);
            cancellationToken.ThrowIfCancellationRequested();
            await Keeper.CreateAsync(tools.KeeperPath, tools.RuntimePath, files);
            // Neither runtime reads it again, and the environment in it may hold secrets.
            File.Delete(files.Config);
            files.Write(files.WithProcesses(record));
            files.Finish();
        }
        catch
        {
            await DiscardAsync(files, record);
            files.Delete();
            throw;
        }
    }

    private static void Check(ContainerSpec spec)
    {
        if (spec.Arguments.Count == 0)
        {
            throw new ContainerException(ContainerFault.Invalid, $"no command specified for container `{spec.Name}`");
        }

        if (!Directory.Exists(spec.RootDirectory))
        {
            throw new ContainerException(
                ContainerFault.NotFound,
                $"the root directory of container `{spec.Name}` is not there: `{spec.RootDirectory}`"
            );
        }

        _ = Signals.Parse(spec.StopSignal);
    }

    private async Task LetPassAsync(ContainerFiles files, BundleRecord record)
    {
        if (Path.GetFileName(record.RuntimePath) != "runc")
        {
            var result = await RunAsync(record, files, "start", files.Id);
            if (result.ExitCode != 0)
            {
                throw RuntimeErrors.Of(result.Output);
            }
        }
        else if (!StartGate.Open(files.StartPipe, () => _ends.Read(files, record) is not null, _time))
        {
            throw new ContainerException(
                ContainerFault.Conflict,
                $"container `{files.Id}` has ended, or is started already"
            );
        }
    }

    private BundleRecord NewRecord(OciTools tools, ContainerSpec spec)
    {
        return new BundleRecord
        {
            Id = spec.Id,
            Name = spec.Name,
            RuntimePath = tools.RuntimePath,
            BootId = _bootId,
            ControlGroupPath = spec.Group is { } group
                ? $"{GroupPath(group.Id)}/{spec.Id}"
                : $"/{_options.ControlGroup}/{spec.Id}",
            GroupId = spec.Group?.Id,
            CreatedAt = _time.GetUtcNow(),
            StopSignal = spec.StopSignal,
            StopTimeout = spec.StopTimeout,
            Labels = spec.Labels,
        };
    }

    private string GroupPath(string groupId)
    {
        ContainerIds.Check(groupId);
        return $"/{_options.ControlGroup}/{groupId}";
    }

    // The runtime's state, the control groups, and conmon, which ends by itself once it has written the exit code.
    private async Task DiscardAsync(ContainerFiles files, BundleRecord record)
    {
        if (Directory.Exists(Path.Combine(files.RuntimeRoot, files.Id)))
        {
            // Its complaints are about what is gone already, as after a restart of the machine.
            await RunAsync(record, files, "delete", "--force", files.Id);
        }

        _controlGroups.Value.RemoveIfEmpty(record.ControlGroupPath);
        if (record.GroupId is { } groupId)
        {
            _controlGroups.Value.RemoveIfEmpty(GroupPath(groupId));
        }

        await _ends.WaitForKeeperAsync(files, record);
    }

    private ContainerStatus Status(ContainerFiles files, BundleRecord record)
    {
        var exit = _ends.Read(files, record);
        return new ContainerStatus
        {
            Id = record.Id,
            Name = record.Name,
            State =
                exit is not null ? ContainerState.Exited
                : StartGate.IsPassed(files, record) ? ContainerState.Running
                : ContainerState.Created,
            ProcessId = exit is null ? ContainerEnds.ProcessId(files, record) : null,
            CreatedAt = record.CreatedAt,
            StartedAt = record.StartedAt,
            Exit = exit,
            Labels = record.Labels,
        };
    }

    private async Task<int> TryOutAsync(OciTools tools, CancellationToken cancellationToken)
    {
        await RemoveOldProbesAsync(cancellationToken);
        var id = $"{ProbePrefix}{Environment.ProcessId}";
        var root = Path.Combine(_options.StateDirectory, id);
        Directory.CreateDirectory(Path.Combine(root, "etc"));
        try
        {
            var program = Path.Combine(root, "probe");
            await File.WriteAllBytesAsync(program, ProbeProgram.Bytes(), cancellationToken);
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            var spec = new ContainerSpec
            {
                Id = id,
                Name = "probe",
                RootDirectory = root,
                Arguments = ["/probe"],
                MemoryBytes = 64L * 1024 * 1024,
                Group = new ContainerGroup($"{id}-group", 128L * 1024 * 1024, CpuQuotaUnits: 1024),
            };
            await CreateAsync(tools, spec, cancellationToken);
            await StartAsync(id, cancellationToken);
            var exit = await WaitAsync(id, cancellationToken);
            return exit.ExitCode;
        }
        finally
        {
            await RemoveAsync(id, CancellationToken.None);
            Directory.Delete(root, recursive: true);
        }
    }

    // What a server leaves that ends in the middle of a probe.
    private async Task RemoveOldProbesAsync(CancellationToken cancellationToken)
    {
        foreach (var files in AllFiles().Where(files => IsProbe(files) && !files.IsBeingMade()))
        {
            await RemoveAsync(files.Id, cancellationToken);
        }
    }

    private static bool IsProbe(ContainerFiles files) => files.Id.StartsWith(ProbePrefix, StringComparison.Ordinal);

    private IEnumerable<ContainerFiles> AllFiles()
    {
        var directory = new DirectoryInfo(ContainerFiles.ContainersDirectory(_options.StateDirectory));
        return directory.Exists ? directory.EnumerateDirectories().Select(child => Files(child.Name)) : [];
    }

    private static Task<ChildResult> RunAsync(BundleRecord record, ContainerFiles files, params string[] command) =>
        ChildProcess.RunAsync(record.RuntimePath, [$"--root={files.RuntimeRoot}", "--log-format=json", .. command]);

    private (ContainerFiles Files, BundleRecord Record) Open(string id)
    {
        var files = Files(id);
        return (files, files.Read() ?? throw NoSuchContainer(id));
    }

    private ContainerFiles Files(string id)
    {
        ContainerIds.Check(id);
        return new ContainerFiles(_options.StateDirectory, _options.RuntimeRoot, id);
    }

    private static ContainerException NoSuchContainer(string id) =>
        new(ContainerFault.NotFound, $"there is no container `{id}`");

    private static string ReadBootId() =>
        OperatingSystem.IsLinux() ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim() : "";
}
