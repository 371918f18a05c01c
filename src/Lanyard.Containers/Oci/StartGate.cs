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

    /// <summary>Lets the container pass, and waits until it has.</summary>
    /// <param name="path">The pipe.</param>
    /// <param name="hasEnded">The container has ended without passing.</param>
    /// <returns>False when it has ended, or was let pass before.</returns>
    public static bool Open(string path, Func<bool> hasEnded)
    {
        // Without waiting for the other end, which opens when this one does.
        var gate = Libc.Open(path, Libc.OpenReadOnly | Libc.OpenNonBlocking | Libc.OpenCloseOnExec);
        if (gate < 0)
        {
            return false;
        }

        try
        {
            var request = new Libc.PollRequest { Fd = gate, Events = Libc.PollIn };
            byte passed;
            while (Libc.Poll(&request, 1, LookAgainMilliseconds) <= 0 || Libc.Read(gate, &passed, 1) <= 0)
            {
                if (hasEnded())
                {
                    return false;
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
}
