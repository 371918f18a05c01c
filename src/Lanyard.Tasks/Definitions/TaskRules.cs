using System.Text.RegularExpressions;
using Lanyard.Policy;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Definitions;

/// <summary>Rules about the members of a task definition beside its containers. A rule answers what is wrong, or null.</summary>
internal static partial class TaskRules
{
    private static readonly string[] Compatibilities = ["EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"];
    private static readonly string[] NetworkModes = ["none", "bridge", "awsvpc", "host"];

    public static string? FamilyIsAName(RegisterTaskDefinitionInput input) =>
        input.Family is not { Length: > 0 } ? "Family should not be null or empty."
        : !Name().IsMatch(input.Family) ? $"Invalid family name '{input.Family}'. {NameAdvice}"
        : null;

    public static string? HasContainers(RegisterTaskDefinitionInput input) =>
        input.ContainerDefinitions is { Count: > 0 } ? null : "Container list cannot be empty.";

    // A short name is good for the task role; whether it is for the execution role is not documented.
    public static string? RolesAreRoles(RegisterTaskDefinitionInput input) =>
        IsRole(input.TaskRoleArn) && IsRole(input.ExecutionRoleArn) ? null : "Role is not valid";

    public static string? CompatibilitiesAreKnown(RegisterTaskDefinitionInput input) =>
        input.RequiresCompatibilities?.FirstOrDefault(one => !Compatibilities.Contains(one, StringComparer.Ordinal))
            is { } unknown
            ? $"Invalid value '{unknown}' in 'requiresCompatibilities'. Valid values are {string.Join(", ", Compatibilities)}."
            : null;

    public static string? NetworkModeIsKnown(RegisterTaskDefinitionInput input) =>
        input.NetworkMode is null || NetworkModes.Contains(input.NetworkMode, StringComparer.Ordinal)
            ? null
            : $"Invalid networkMode '{input.NetworkMode}'. Valid values are {string.Join(", ", NetworkModes)}.";

    public static string? CpuIsASize(RegisterTaskDefinitionInput input) =>
        input.Cpu is null || TaskSize.CpuUnits(input.Cpu) is > 0 ? null : "Invalid 'cpu' setting for task.";

    public static string? MemoryIsASize(RegisterTaskDefinitionInput input) =>
        input.Memory is null || TaskSize.MemoryMiB(input.Memory) is > 0 ? null : "Invalid 'memory' setting for task.";

    internal const string NameAdvice =
        "Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens are allowed.";

    internal static bool IsName(string text) => Name().IsMatch(text);

    private static bool IsRole(string? role) =>
        role is null
        || (
            Arn.TryParse(role, out var arn)
                ? arn.Service == "iam"
                    && AccountId.TryParse(arn.Account, out _)
                    && arn.Resource.StartsWith("role/", StringComparison.Ordinal)
                    && RoleName().IsMatch(arn.Name)
                : RoleName().IsMatch(role)
        );

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,255}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[A-Za-z0-9_+=,.@-]{1,64}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RoleName();
}
