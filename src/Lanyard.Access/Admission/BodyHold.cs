using Lanyard.Wire;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Protocols;

namespace Lanyard.Access.Admission;

/// <summary>What one call holds of the budget for bodies, until it is answered.</summary>
internal sealed class BodyHold(BodyBudget budget, CallOrigin origin) : IDisposable
{
    private long _taken;

    // A task's link is its own whatever address it calls from; everybody else on the machine shares one.
    private string Peer => field ??= origin.TaskArn?.ToString() ?? origin.SourceIp ?? "";

    /// <summary>Reads a body into memory.</summary>
    /// <exception cref="AwsException">It is longer than the service takes, or than there is room for at the moment.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(
        Stream body,
        BodyRule rule,
        CancellationToken cancellationToken
    ) =>
        await HeldBody.ReadAsync(body, rule.LargestHeld, Take, cancellationToken)
        ?? throw new AwsException("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 413);

    /// <summary>Gives everything back.</summary>
    public void Dispose()
    {
        if (_taken > 0)
        {
            budget.Give(Peer, _taken);
            _taken = 0;
        }
    }

    private void Take(int bytes)
    {
        if (!budget.TryTake(Peer, bytes))
        {
            throw new AwsException("SlowDown", "Please reduce your request rate.", 503);
        }

        _taken += bytes;
    }
}
