using System.Runtime.InteropServices;

namespace Lanyard.Cli.Commands;

/// <summary>
/// Ctrl-C and SIGTERM. The first asks the command to end, which takes as long as its cleaning up takes; the second is left to
/// the system, which ends the program as it is.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration _terminate;
    private readonly PosixSignalRegistration _interrupt;
    private int _signals;

    /// <summary>Listens from now on.</summary>
    public Interruption()
    {
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Take);
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _asked.Token;

    /// <inheritdoc />
    public void Dispose()
    {
        _terminate.Dispose();
        _interrupt.Dispose();
        _asked.Dispose();
    }

    private void Take(PosixSignalContext context)
    {
        if (Interlocked.Increment(ref _signals) == 1)
        {
            context.Cancel = true;
            _asked.Cancel();
        }
    }
}
