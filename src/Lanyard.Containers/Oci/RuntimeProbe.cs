using System.Text.Json;
using Lanyard.Containers.Linux;

namespace Lanyard.Containers.Oci;

/// <summary>Finds the first runtime with which a container runs on this machine.</summary>
/// <remarks>
/// Only success is kept, until the machine restarts or a program is replaced: what is missing may be mended at any time.
/// </remarks>
internal sealed class RuntimeProbe(
    OciOptions options,
    string bootId,
    Func<OciTools, CancellationToken, Task<int>> tryOut
) : IDisposable
{
    private const string RootRemedy = "sudo -s";
    private const string CapabilityRemedy = "docker run --privileged (with what else the container is started with)";
    private readonly SemaphoreSlim _gate = new(1, 1);
    private (OciTools Tools, RuntimeReadiness Readiness)? _found;

    private string CacheFile => Path.Combine(options.StateDirectory, "probe.json");

    /// <summary>The runtime that works, and what is missing when none does.</summary>
    public async ValueTask<(OciTools? Tools, RuntimeReadiness Readiness)> FindAsync(CancellationToken cancellationToken)
    {
        if (_found is { } found)
        {
            return found;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_found is { } foundMeanwhile)
            {
                return foundMeanwhile;
            }

            var (tools, readiness) = ReadCache() ?? await ProbeAsync(cancellationToken);
            if (tools is not null)
            {
                _found = (tools, readiness);
            }

            return (tools, readiness);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<(OciTools? Tools, RuntimeReadiness Readiness)> ProbeAsync(CancellationToken cancellationToken)
    {
        if (FindObstacle() is { } obstacle)
        {
            return (null, obstacle);
        }

        List<(ContainerFault Kind, string Message)> faults = [];
        foreach (var tools in OciTools.Find(options))
        {
            if (await TryOutAsync(tools, cancellationToken) is not { } fault)
            {
                var version = await ReadVersionAsync(tools);
                WriteCache(tools, version);
                return (tools, new RuntimeReadiness { IsReady = true, Version = version });
            }

            faults.Add((fault.Kind, $"{Path.GetFileName(tools.RuntimePath)}: {fault.Message}"));
        }

        return (null, NotReady(faults[0].Kind, string.Join("; ", faults.Select(fault => fault.Message)), ""));
    }

    // What stands in the way of every runtime, as far as it can be told without running one.
    private RuntimeReadiness? FindObstacle()
    {
        if (!OperatingSystem.IsLinux())
        {
            return NotReady(ContainerFault.Unavailable, "OCI runtimes need Linux", "");
        }

        if (OciTools.Missing(options) is { Count: > 0 } missing)
        {
            return NotReady(
                ContainerFault.NotFound,
                $"{string.Join(" and ", missing)} not found",
                OciTools.InstallCommand(missing)
            );
        }

        if (Libc.EffectiveUser() != 0)
        {
            return NotReady(
                ContainerFault.NotPermitted,
                "containers need the rights of root: namespaces, mounts, control groups",
                RootRemedy
            );
        }

        return EffectiveCapabilities.Own().Has(EffectiveCapabilities.SystemAdministration)
            ? null
            : NotReady(
                ContainerFault.NotPermitted,
                "this root may make no namespaces and mounts: it lacks CAP_SYS_ADMIN, as in a container without privileges",
                CapabilityRemedy
            );
    }

    private async Task<ContainerException?> TryOutAsync(OciTools tools, CancellationToken cancellationToken)
    {
        try
        {
            var exitCode = await tryOut(tools, cancellationToken);
            return exitCode == ProbeProgram.ExitCode
                ? null
                : new ContainerException(
                    ContainerFault.Unavailable,
                    $"a container that ends with {ProbeProgram.ExitCode} ended with {exitCode}"
                );
        }
        catch (ContainerException error)
        {
            return error;
        }
    }

    private static async Task<string> ReadVersionAsync(OciTools tools)
    {
        // runc version 1.1.5+ds1
        var result = await ChildProcess.RunAsync(tools.RuntimePath, ["--version"]);
        var name = Path.GetFileName(tools.RuntimePath);
        var first = result.Output.Split('\n')[0];
        var version = first.Split(' ', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
        return $"{name} {version}".TrimEnd();
    }

    private static RuntimeReadiness NotReady(ContainerFault fault, string missing, string remedy) =>
        new()
        {
            IsReady = false,
            Fault = fault,
            Missing = missing,
            Remedy = remedy,
        };

    private (OciTools? Tools, RuntimeReadiness Readiness)? ReadCache()
    {
        ProbeRecord? cached;
        try
        {
            cached = JsonSerializer.Deserialize(File.ReadAllBytes(CacheFile), ContainerJson.Default.ProbeRecord);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }

        var tools = OciTools
            .Find(options)
            .FirstOrDefault(candidate =>
                cached == Record(candidate, cached?.Version ?? "") && Libc.EffectiveUser() == 0
            );
        return tools is null ? null : (tools, new RuntimeReadiness { IsReady = true, Version = cached?.Version ?? "" });
    }

    private void WriteCache(OciTools tools, string version)
    {
        var next = CacheFile + ".next";
        var record = Record(tools, version);
        File.WriteAllBytes(next, JsonSerializer.SerializeToUtf8Bytes(record, ContainerJson.Default.ProbeRecord));
        File.Move(next, CacheFile, overwrite: true);
    }

    private ProbeRecord Record(OciTools tools, string version) =>
        new()
        {
            BootId = bootId,
            RuntimePath = tools.RuntimePath,
            KeeperPath = tools.KeeperPath,
            RuntimeWrittenAt = File.GetLastWriteTimeUtc(tools.RuntimePath),
            KeeperWrittenAt = File.GetLastWriteTimeUtc(tools.KeeperPath),
            Version = version,
        };
}
