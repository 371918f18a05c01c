using System.Diagnostics.CodeAnalysis;

namespace Lanyard.Storage;

/// <summary>Lets in one at a time, whose visit may await; the others wait outside. Nothing has to be disposed of but visits.</summary>
/// <example><code>
/// using var visit = await _gate.EnterAsync(cancellationToken);
/// </code></example>
[SuppressMessage("Design", "CA1001", Justification = "the semaphore never makes a wait handle, so nothing is held")]
public sealed class Gate
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Waits outside until nobody is in.</summary>
    public async ValueTask<Visit> EnterAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return new Visit(_turn);
    }

    /// <summary>Enters unless somebody is in.</summary>
    public bool TryEnter(out Visit visit)
    {
        var isIn = _turn.Wait(0);
        visit = isIn ? new Visit(_turn) : default;
        return isIn;
    }

    /// <summary>A stay behind the gate, which ends when it is disposed of, once.</summary>
    [SuppressMessage("Design", "CA1034", Justification = "nobody names a visit without its gate")]
    public readonly struct Visit : IDisposable
    {
        private readonly SemaphoreSlim? _turn;

        internal Visit(SemaphoreSlim turn) => _turn = turn;

        /// <inheritdoc />
        public void Dispose() => _turn?.Release();
    }
}
