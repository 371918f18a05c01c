using System.Diagnostics;
using System.Globalization;

namespace Lanyard.Fuzz;

/// <summary>Runs a target with one input after the other, and stops at the first that fails.</summary>
/// <remarks>An input fails by an exception, by the processor's time it takes, or by the memory it allocates.</remarks>
internal sealed class FuzzLoop(FuzzTarget target, string root)
{
    // Of the processor's time, so that a busy machine finds nothing. The longest inputs have some 200 000 characters.
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Hanging = TimeSpan.FromSeconds(20);

    private const long MostBytes = 256L * 1024 * 1024;

    private TimeSpan _slowest;
    private long _largest;
    private TimeSpan _startedAt;

    /// <summary>Runs for a while; false when an input failed.</summary>
    public bool Run(TimeSpan duration, int seed)
    {
        using var current = new InputFile(root, target.Name);
        using var watch = Watch(current, seed);
        var clock = Stopwatch.StartNew();
        var inputs = 0;
        for (; clock.Elapsed < duration; inputs++)
        {
            // A generator of its own for each, so that a run's length does not change what it begins with.
            var random = new Random(HashCode.Combine(seed, inputs));
            var generated = target.Generate is { } generate && random.Next(4) == 0 ? generate(random) : null;
            var input = generated ?? Mutator.Mutate(target, random);
            current.Note(input);
            if (Fault(input) is { } fault)
            {
                Report(fault, current.Keep($"{target.Name}-{seed}-{inputs}"));
                return false;
            }
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{target.Name} {inputs} inputs in {clock.Elapsed.TotalSeconds:0} s, seed {seed}: nothing found; slowest {_slowest.TotalMilliseconds:0} ms, most memory {_largest / 1024} KiB"
            )
        );
        return true;
    }

    /// <summary>Runs one input.</summary>
    public bool Run(string input)
    {
        if (Fault(input) is { } fault)
        {
            Console.WriteLine($"{target.Name}: {fault}");
            return false;
        }

        Console.WriteLine($"{target.Name}: nothing found; {_slowest.TotalMilliseconds:0} ms, {_largest / 1024} KiB");
        return true;
    }

    /// <summary>What is wrong with how an input went; null when nothing is.</summary>
    private string? Fault(string input)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        _startedAt = Environment.CpuUsage.TotalTime;
        try
        {
            target.Check(input);
        }
        catch (Exception error)
        {
            // Whatever comes out is what is looked for.
            return error.ToString();
        }
        var time = Environment.CpuUsage.TotalTime - _startedAt;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        _slowest = time > _slowest ? time : _slowest;
        _largest = Math.Max(bytes, _largest);
        return time > MostTime ? $"took {time.TotalSeconds:0.0} s"
            : bytes > MostBytes ? $"allocated {bytes / 1024 / 1024} MiB"
            : null;
    }

    // A check that does not come back cannot be ended from within; the process ends with it.
    private Timer Watch(InputFile current, int seed) =>
        new(
            _ =>
            {
                if (Environment.CpuUsage.TotalTime - _startedAt > Hanging)
                {
                    Report(
                        $"hangs: still busy after {Hanging.TotalSeconds} s",
                        current.Keep($"{target.Name}-{seed}-hang")
                    );
                    Environment.Exit(1);
                }
            },
            null,
            TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(1)
        );

    private void Report(string fault, string path)
    {
        Console.WriteLine($"{target.Name}: {fault}");
        Console.WriteLine($"kept in {path}; again: fuzz/run {target.Name} --input {path}");
    }
}
