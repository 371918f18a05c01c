using System.Diagnostics;
using System.Globalization;

namespace Lanyard.Bench;

/// <summary>The evaluator of moto, where Python has it.</summary>
internal static class Moto
{
    /// <summary>The median time of a decision in nanoseconds; null where there is no moto.</summary>
    public static async Task<double?> NanosecondsAsync(string root, int statements)
    {
        var start = new ProcessStartInfo("python3")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(root, "bench", "moto-policy.py"));
        start.ArgumentList.Add(Path.Combine(root, "bench", "workloads", $"workload-{statements}.json"));
        try
        {
            using var process = Process.Start(start)!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0 ? double.Parse(output, CultureInfo.InvariantCulture) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // There is no Python.
        }
    }
}
