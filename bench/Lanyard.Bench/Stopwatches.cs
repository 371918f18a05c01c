using System.Diagnostics;

namespace Lanyard.Bench;

/// <summary>Times what takes nanoseconds.</summary>
internal static class Stopwatches
{
    private const int Batches = 101;
    private static readonly TimeSpan OneBatch = TimeSpan.FromMilliseconds(5);

    // The runtime compiles what is hot a second time, by what it has seen; that takes a while.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>The median time of a run, in nanoseconds, when warm, on one thread.</summary>
    public static double Nanoseconds(Action run)
    {
        var runs = 0L;
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp; runs++)
        {
            run();
        }

        var perBatch = Math.Max(1, (long)(runs * (OneBatch / WarmUp)));
        return Figure.Median(Enumerable.Range(0, Batches).Select(_ => Batch(run, perBatch)));
    }

    private static double Batch(Action run, long runs)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0L; i < runs; i++)
        {
            run();
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / runs;
    }
}
