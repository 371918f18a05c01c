using Lanyard.Access.Sessions;
using Lanyard.Storage;

namespace Lanyard.Server.Composition;

/// <summary>What a server that runs for weeks has to do now and then: forget sessions that ended long ago.</summary>
internal sealed class Upkeep : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _ending = new();
    private readonly Task _work;

    /// <summary>Begins, an interval from now.</summary>
    public Upkeep(CredentialStore credentials, TimeProvider time) => _work = RunAsync(credentials, time);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _work;
        _ending.Dispose();
    }

    private async Task RunAsync(CredentialStore credentials, TimeProvider time)
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Interval, time, _ending.Token);
                await credentials.SweepAsync(_ending.Token);
            }
            catch (OperationCanceledException)
            {
                // The server stops.
            }
            catch (StoreException)
            {
                // What the store did not take now is tried again at the next turn.
            }
        }
    }
}
