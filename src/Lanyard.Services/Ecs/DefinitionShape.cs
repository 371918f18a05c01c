using Lanyard.Access.Admission;
using Lanyard.Tasks.Definitions;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>A task definition as ECS shows it back: what was left out is filled in.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html" />
internal static class DefinitionShape
{
    /// <summary>The definition that an input registers, without what registering gives it (ARN, revision, status).</summary>
    public static TaskDefinition Of(RegisterTaskDefinitionInput input, Call call)
    {
        var isOnTaskPorts = input.NetworkMode is "awsvpc" or "host";
        return new TaskDefinition
        {
            Family = input.Family,
            TaskRoleArn = input.TaskRoleArn is { Length: > 0 } task ? RolePassing.ArnOf(call, task) : null,
            ExecutionRoleArn = input.ExecutionRoleArn is { Length: > 0 } role ? RolePassing.ArnOf(call, role) : null,
            NetworkMode = input.NetworkMode,
            ContainerDefinitions = [.. input.ContainerDefinitions!.Select(item => Of(item, isOnTaskPorts))],
            Volumes = input.Volumes ?? [],
            PlacementConstraints = input.PlacementConstraints ?? [],
            RequiresCompatibilities = input.RequiresCompatibilities,
            Compatibilities = DefinitionRules.FitsFargate(input) ? ["EC2", "FARGATE"] : ["EC2"],
            RequiresAttributes = RequiredAttributes.Of(input),
            Cpu = input.Cpu,
            Memory = input.Memory,
            PidMode = input.PidMode,
            IpcMode = input.IpcMode,
            ProxyConfiguration = input.ProxyConfiguration,
            InferenceAccelerators = input.InferenceAccelerators,
            EphemeralStorage = input.EphemeralStorage,
            RuntimePlatform = input.RuntimePlatform,
            EnableFaultInjection = input.EnableFaultInjection,
        };
    }

    private static ContainerDefinition Of(ContainerDefinition container, bool isOnTaskPorts) =>
        container with
        {
            Cpu = container.Cpu ?? 0,
            Essential = container.Essential ?? true,
            Environment = container.Environment ?? [],
            MountPoints = container.MountPoints ?? [],
            VolumesFrom = container.VolumesFrom ?? [],
            SystemControls = container.SystemControls ?? [],
            PortMappings = [.. (container.PortMappings ?? []).Select(port => Of(port, isOnTaskPorts))],
        };

    private static PortMapping Of(PortMapping port, bool isOnTaskPorts) =>
        port with
        {
            Protocol = port.Protocol ?? "tcp",
            HostPort = port.HostPort ?? (isOnTaskPorts ? port.ContainerPort : 0),
        };
}
