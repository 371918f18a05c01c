using Lanyard.Containers;
using Lanyard.Tasks.Definitions;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Startup;

/// <summary>What a runtime is asked to run for a container of a task.</summary>
/// <remarks>
/// The containers of a task share one network namespace in every network mode but <c>none</c>, as on awsvpc.
/// <c>initProcessEnabled</c> and devices are not acted on.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html" />
internal static class ContainerSpecs
{
    private const long MiB = 1024 * 1024;
    private const int DefaultStopTimeoutSeconds = 30;
    private const long FargateOpenFiles = 65535;

    /// <summary>The specification.</summary>
    /// <exception cref="ContainerException">Invalid: neither image nor definition says what to run.</exception>
    public static ContainerSpec Of(
        StartupPlan plan,
        ContainerPlan container,
        string root,
        TaskVolumes volumes,
        TaskOptions options
    )
    {
        var definition = container.Definition;
        var image = container.Image!.Config;
        var linux = definition.LinuxParameters;
        return new ContainerSpec
        {
            Id = container.Record.RuntimeId,
            Name = container.Name,
            RootDirectory = root,
            Arguments = ArgumentsOf(definition, image),
            Environment = ContainerEnvironment.Of(plan, container, options),
            WorkingDirectory = definition.WorkingDirectory is { Length: > 0 } directory ? directory : image.WorkingDir,
            User = definition.User is { Length: > 0 } user ? user : image.User,
            Hostname = HostnameOf(plan, container),
            NetworkNamespacePath = definition.DisableNetworking is true ? null : plan.Network?.NamespacePath,
            Group = GroupOf(plan),
            MemoryBytes = definition.Memory is > 0 and var hard ? hard * MiB : null,
            MemoryReservationBytes = definition.MemoryReservation is > 0 and var soft ? soft * MiB : null,
            CpuUnits = definition.Cpu,
            AddedCapabilities = linux?.Capabilities?.Add ?? [],
            DroppedCapabilities = linux?.Capabilities?.Drop ?? [],
            Ulimits = UlimitsOf(plan, definition),
            ReadOnlyRoot = definition.ReadonlyRootFilesystem is true,
            Mounts = [.. volumes.MountsOf(definition, plan.Containers), .. TemporaryFileSystems(linux)],
            Sysctls = (definition.SystemControls ?? [])
                .Where(control => control is { Namespace: not null, Value: not null })
                .GroupBy(control => control.Namespace!, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Last().Value!, StringComparer.Ordinal),
            SharedMemoryBytes = linux?.SharedMemorySize is > 0 and var shared ? shared * MiB : 64 * MiB,
            Privileged = definition.Privileged is true,
            ExtraHosts =
            [
                .. (definition.ExtraHosts ?? []).Select(host => new ContainerHost(host.Hostname!, host.IpAddress!)),
            ],
            ResolvConf = ResolvConfOf(definition),
            StopSignal = image.StopSignal ?? "SIGTERM",
            StopTimeout = TimeSpan.FromSeconds(definition.StopTimeout ?? DefaultStopTimeoutSeconds),
            Labels = LabelsOf(plan, container),
        };
    }

    // Docker's rule: with an entry point of one's own the image's command is not taken along.
    private static IReadOnlyList<string> ArgumentsOf(
        ContainerDefinition definition,
        Containers.Images.ImageConfig image
    )
    {
        var ownEntryPoint = definition.EntryPoint is { Count: > 0 } entryPoint ? entryPoint : null;
        var ownCommand = definition.Command is { Count: > 0 } command ? command : null;
        IReadOnlyList<string> arguments =
        [
            .. ownEntryPoint ?? image.Entrypoint,
            .. ownCommand ?? (ownEntryPoint is null ? image.Cmd : []),
        ];
        return arguments.Count > 0
            ? arguments
            : throw new ContainerException(ContainerFault.Invalid, "no command specified");
    }

    private static string HostnameOf(StartupPlan plan, ContainerPlan container)
    {
        var address = plan
            .Task.Attachments.SelectMany(attachment => attachment.Details ?? [])
            .FirstOrDefault(detail => detail.Name == "privateIPv4Address")
            ?.Value;
        return container.Definition.Hostname is { Length: > 0 } own ? own
            : address is not null ? $"ip-{address.Replace('.', '-')}.ec2.internal"
            : container.Record.RuntimeId[..12];
    }

    private static ContainerGroup GroupOf(StartupPlan plan) =>
        new(
            plan.Task.Id,
            TaskSize.MemoryMiB(plan.Task.Memory) is { } memory ? memory * MiB : null,
            TaskSize.CpuUnits(plan.Task.Cpu)
        );

    private static ContainerUlimit[] UlimitsOf(StartupPlan plan, ContainerDefinition definition)
    {
        ContainerUlimit[] own =
        [
            .. (definition.Ulimits ?? []).Select(limit => new ContainerUlimit(
                limit.Name!,
                limit.SoftLimit ?? 0,
                limit.HardLimit ?? 0
            )),
        ];
        return plan.Task.IsFargate && !Array.Exists(own, limit => limit.Name == "nofile")
            ? [.. own, OpenFilesOnFargate()]
            : own;
    }

    // A default must not fail where this machine gives less.
    private static ContainerUlimit OpenFilesOnFargate()
    {
        var most = Math.Min(FargateOpenFiles, MachineLimits.MostOpenFiles);
        return new ContainerUlimit("nofile", most, most);
    }

    private static IEnumerable<ContainerMount> TemporaryFileSystems(LinuxParameters? linux) =>
        (linux?.Tmpfs ?? []).Select(tmpfs => new ContainerMount
        {
            Target = tmpfs.ContainerPath!,
            SizeBytes = tmpfs.Size is > 0 and var size ? size * MiB : null,
            Options = tmpfs.MountOptions ?? [],
        });

    private static string ResolvConfOf(ContainerDefinition definition)
    {
        var lines = (definition.DnsServers ?? []).Select(server => $"nameserver {server}\n").ToList();
        if (definition.DnsSearchDomains is { Count: > 0 } domains)
        {
            lines.Add($"search {string.Join(' ', domains)}\n");
        }

        return string.Concat(lines);
    }

    private static Dictionary<string, string> LabelsOf(StartupPlan plan, ContainerPlan container)
    {
        var labels = new Dictionary<string, string>(
            container.Definition.DockerLabels ?? new Dictionary<string, string>(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        foreach (var (name, value) in ContainerLabels.Of(plan.Task, plan.Definition, container.Name))
        {
            labels[name] = value;
        }

        return labels;
    }
}
