using System.Diagnostics;
using Lanyard.Server.Composition;
using Lanyard.Wire.Models.Sts;

namespace Lanyard.Bench;

/// <summary>From the start of the program on a fresh data directory to its first signed answer, and its memory when idle.</summary>
internal static class ServerStart
{
    private const int Runs = 15;

    /// <summary>Measures the native program where it was published, and the built one.</summary>
    public static async Task RunAsync(string root)
    {
        var native = Path.Combine(root, "artifacts", "publish", "lanyard");
        var built = Path.Combine(root, "artifacts", "bin", "Lanyard.Cli", "release", "lanyard.dll");
        var (jit, jitMiB) = File.Exists(built) ? await MedianAsync("dotnet", [built]) : (0, 0);
        if (File.Exists(native))
        {
            var (start, memory) = await MedianAsync(native, []);
            Figure.Print("server-start-native", start, "ms", "server-start-jit", jit);
            Figure.Print("server-idle-native", memory, "MiB", "server-idle-jit", jitMiB);
        }
        else
        {
            Figure.Print("server-start-jit", jit, "ms", "none", 0);
            Figure.Print("server-idle-jit", jitMiB, "MiB", "none", 0);
        }
    }

    private static async Task<(double Milliseconds, double MiB)> MedianAsync(string program, string[] arguments)
    {
        var times = new List<double>();
        var sizes = new List<double>();
        for (var i = 0; i < Runs; i++)
        {
            var (time, size) = await OnceAsync(program, arguments);
            times.Add(time);
            sizes.Add(size);
        }

        return (Figure.Median(times), Figure.Median(sizes));
    }

    private static async Task<(double Milliseconds, double MiB)> OnceAsync(string program, string[] arguments)
    {
        var data = Directory.CreateTempSubdirectory("lanyard-bench-").FullName;
        try
        {
            var clock = Stopwatch.StartNew();
            var start = new ProcessStartInfo(program, [.. arguments, "up", "--data", data, "--port", "0"])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            };
            using var process = Process.Start(start)!;
            await process.StandardOutput.ReadLineAsync();
            using var client = new Client(ServerFile.Read(data)!);
            await client.SendAsync(StsModel.GetCallerIdentity, new GetCallerIdentityInput());
            var elapsed = clock.Elapsed.TotalMilliseconds;
            await Task.Delay(TimeSpan.FromSeconds(1));
            process.Refresh();
            var memory = process.WorkingSet64 / 1024.0 / 1024.0;
            process.Kill();
            await process.WaitForExitAsync();
            return (elapsed, memory);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
