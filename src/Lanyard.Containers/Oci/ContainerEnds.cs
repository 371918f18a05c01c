using Lanyard.Containers.Linux;

namespace Lanyard.Containers.Oci;

/// <summary>How containers end: waits for it, brings it about, and notices when nobody was there to see it.</summary>
/// <param name="bootId">This start of the machine: a container of another one has ended.</param>
/// <param name="controlGroups">What says that memory ran out.</param>
/// <param name="watch">What tells of files that come into being.</param>
/// <param name="time">The clock of timeouts.</param>
internal sealed class ContainerEnds(
    string bootId,
    Lazy<ControlGroups> controlGroups,
    Lazy<FileWatch> watch,
    TimeProvider time
)
{
    private const int LostExitCode = 255;
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(30);

    /// <summary>Waits for the end; null when it has not come in time, or the container was removed.</summary>
    public async Task<ContainerExit?> WaitAsync(
        ContainerFiles files,
        BundleRecord record,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        using var changes = watch.Value.Listen(files.ExitDirectory);
        var begun = time.GetTimestamp();
        while (true)
        {
            if (Read(files, record) is { } exit)
            {
                return exit;
            }

            var left = timeout == Timeout.InfiniteTimeSpan ? LookAgainAfter : timeout - time.GetElapsedTime(begun);
            if (left <= TimeSpan.Zero || !Directory.Exists(files.Directory))
            {
                return null;
            }

            // INVARIANT: the end of a container changes its exit directory; looking again is for a conmon that was ended itself.
            await changes.WaitAsync(left < LookAgainAfter ? left : LookAgainAfter, cancellationToken);
        }
    }

    /// <summary>Ends it with SIGKILL.</summary>
    /// <exception cref="ContainerException">TimedOut: the kernel has not ended it.</exception>
    public async Task<ContainerExit> KillAndWaitAsync(
        ContainerFiles files,
        BundleRecord record,
        CancellationToken cancellationToken
    )
    {
        Kill(files, record, Signals.Kill);
        return await WaitAsync(files, record, KillPatience, cancellationToken)
            ?? throw new ContainerException(
                ContainerFault.TimedOut,
                $"container `{files.Id}` did not end within {KillPatience.TotalSeconds:0} seconds of SIGKILL"
            );
    }

    /// <summary>Sends a signal to its first process, if that is there.</summary>
    public static void Kill(ContainerFiles files, BundleRecord record, int signal)
    {
        if (files.ReadExit() is null && ProcessId(files, record) is { } processId)
        {
            // An error is a process that ended meanwhile.
            _ = Libc.Kill(processId, signal);
        }
    }

    /// <summary>How it ended; null while it has not.</summary>
    public ContainerExit? Read(ContainerFiles files, BundleRecord record)
    {
        // In this order: conmon is gone after it has written how the container ended.
        if (files.ReadExit() is null && !IsKept(files, record) && files.ReadExit() is null && !files.IsBeingMade())
        {
            EndLost(files, record);
        }

        return files.ReadExit() is { } exit
            ? new ContainerExit(exit.Code, controlGroups.Value.RanOutOfMemory(record.ControlGroupPath), exit.At)
            : null;
    }

    /// <summary>Waits until its conmon, which has written the exit code, is gone too.</summary>
    public async Task WaitForKeeperAsync(ContainerFiles files, BundleRecord record)
    {
        var begun = time.GetTimestamp();
        while (IsKept(files, record) && time.GetElapsedTime(begun) < LookAgainAfter)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), time, CancellationToken.None);
        }
    }

    // Nobody holds it: the machine was restarted, or its conmon was ended from outside.
    private void EndLost(ContainerFiles files, BundleRecord record)
    {
        if (record.BootId == bootId)
        {
            Kill(files, record, Signals.Kill);
        }

        files.WriteExit(LostExitCode);
    }

    /// <summary>Its conmon holds it still.</summary>
    public bool IsKept(ContainerFiles files, BundleRecord record) =>
        record.BootId == bootId
        && LinuxProcess.IsRunning(record.Keeper.Length > 0 ? record.Keeper : files.IdentifyKeeper());

    /// <summary>The number of its first process; null when that has ended.</summary>
    public static int? ProcessId(ContainerFiles files, BundleRecord record)
    {
        var process = record.Process.Length > 0 ? record.Process : files.IdentifyProcess();
        return LinuxProcess.IsRunning(process) ? LinuxProcess.ProcessIdOf(process) : null;
    }
}
