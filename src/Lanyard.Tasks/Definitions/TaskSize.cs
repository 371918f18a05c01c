using System.Globalization;

namespace Lanyard.Tasks.Definitions;

/// <summary>The task-level <c>cpu</c> and <c>memory</c>: whole numbers, or texts such as <c>.25 vCPU</c> and <c>1GB</c>.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html" />
public static class TaskSize
{
    /// <summary>CPU units, 1024 for one vCPU; null when the text is no size.</summary>
    public static int? CpuUnits(string? text) => Read(text, ("vcpu", 1024));

    /// <summary>MiB of memory; null when the text is no size.</summary>
    public static int? MemoryMiB(string? text) => Read(text, ("gb", 1024), ("mb", 1));

    private static int? Read(string? text, params ReadOnlySpan<(string Unit, int Factor)> units)
    {
        var number = text.AsSpan().Trim();
        if (int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var whole))
        {
            return whole;
        }

        foreach (var (unit, factor) in units)
        {
            if (
                number.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
                && decimal.TryParse(
                    number[..^unit.Length].Trim(),
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var value
                )
                && value * factor is <= int.MaxValue and var scaled
                && decimal.IsInteger(scaled)
            )
            {
                return (int)scaled;
            }
        }

        return null;
    }
}
