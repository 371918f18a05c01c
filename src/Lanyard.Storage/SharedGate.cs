using System.Diagnostics.CodeAnalysis;

namespace Lanyard.Storage;

/// <summary>Lets in any number who do not mind each other, or one alone; who wants to be alone is next when the others have left.</summary>
/// <example><code>
/// using var visit = await _gate.EnterAsync(cancellationToken);
/// </code></example>
public sealed class SharedGate
{
    private readonly Lock _counting = new();

    // Passed by everybody on the way in, and held by who is alone.
    private readonly Gate _entrance = new();
    private TaskCompletionSource? _emptied;
    private int _inside;

    /// <summary>Waits until nobody is alone in there.</summary>
    public async ValueTask<Visit> EnterAsync(CancellationToken cancellationToken)
    {
        using var passing = await _entrance.EnterAsync(cancellationToken);
        lock (_counting)
        {
            _inside++;
        }

        return new Visit(this);
    }

    /// <summary>Waits until nobody is in; the others wait outside.</summary>
    public async ValueTask<Gate.Visit> EnterAloneAsync(CancellationToken cancellationToken)
    {
        var visit = await _entrance.EnterAsync(cancellationToken);
        try
        {
            await EmptiedAsync().WaitAsync(cancellationToken);
            return visit;
        }
        catch (OperationCanceledException)
        {
            visit.Dispose();
            throw;
        }
    }

    private Task EmptiedAsync()
    {
        lock (_counting)
        {
            if (_inside == 0)
            {
                return Task.CompletedTask;
            }

            _emptied = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _emptied.Task;
        }
    }

    private void Leave()
    {
        lock (_counting)
        {
            if (--_inside == 0)
            {
                _emptied?.TrySetResult();
            }
        }
    }

    /// <summary>A stay that others may share, which ends when it is disposed of, once.</summary>
    [SuppressMessage("Design", "CA1034", Justification = "nobody names a visit without its gate")]
    public readonly struct Visit : IDisposable
    {
        private readonly SharedGate? _gate;

        internal Visit(SharedGate gate) => _gate = gate;

        /// <inheritdoc />
        public void Dispose() => _gate?.Leave();
    }
}
