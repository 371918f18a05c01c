using System.Runtime.InteropServices;
using Lanyard.Containers.Linux;

namespace Lanyard.Containers.Oci;

/// <summary>The pipe at which a container that runc has made waits to run its command.</summary>
/// <remarks>
/// <c>runc start</c> does no more than what is done here, but is a program of its own to start: 6 ms against none. crun's gate is
/// opened from the other side, by <c>crun start</c>.
/// </remarks>
/// <seealso href="https://github.com/opencontainers/runc/blob/v1.1.5/libcontainer/container_linux.go" />
internal static unsafe class StartGate
{
    private const int LookAgainMilliseconds = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Whether the container was let pass: the pipe is gone, or was left by a server that ended before it removed it.</summary>
    public static bool IsPassed(ContainerFiles files, BundleRecord record) =>
        !File.Exists(files.StartPipe)
        || (
            record.Gatekeeper.Length > 0
            && ContainerEnds.ProcessId(files, record) is { } processId
            && LinuxProcess.ProgramOf(processId) is { Length: > 0 } program
            && program != record.Gatekeeper
        );

    /// <summary>Lets the container pass, and waits until it has.</summary>
    /// <param name="path">The pipe.</param>
    /// <param name="hasEnded">The container has ended without passing.</param>
    /// <param name="time">The clock of patience.</param>
    /// <returns>False when it has ended, or was let pass before.</returns>
    /// <exception cref="ContainerException">TimedOut: nobody waits at the other end.</exception>
    public static bool Open(string path, Func<bool> hasEnded, TimeProvider time)
    {
        // Without waiting for the other end, which opens when this one does.
        var gate = Libc.Open(path, Libc.OpenReadOnly | Libc.OpenNonBlocking | Libc.OpenCloseOnExec);
        if (gate < 0)
        {
            return Marshal.GetLastPInvokeError() == Libc.NoSuchFile
                ? false
                : throw new ContainerException(ContainerFault.Unavailable, $"cannot open `{path}`: {Libc.LastError}");
        }

        try
        {
            var begun = time.GetTimestamp();
            while (!HasPassed(gate))
            {
                if (hasEnded())
                {
                    return false;
                }

                if (time.GetElapsedTime(begun) >= Patience)
                {
                    throw new ContainerException(
                        ContainerFault.TimedOut,
                        $"the container did not start within {Patience.TotalSeconds:0} seconds"
                    );
                }
            }

            File.Delete(path);
            return true;
        }
        finally
        {
            _ = Libc.Close(gate);
        }
    }

    private static bool HasPassed(int gate)
    {
        var request = new Libc.PollRequest { Fd = gate, Events = Libc.PollIn };
        byte passed;
        return Libc.Poll(&request, 1, LookAgainMilliseconds) > 0 && Libc.Read(gate, &passed, 1) > 0;
    }
}
