using System.Collections.Immutable;
using System.Text.Json;
using Lanyard.Storage;

namespace Lanyard.Access.Decisions;

/// <summary>The record of every decision: durable, in order, and to be followed as it grows.</summary>
public sealed class DecisionLog(IStore store)
{
    private const string Stream = "decisions";

    private volatile TaskCompletionSource _grown = NewSignal();

    /// <summary>Records a decision; done when the store has acknowledged it.</summary>
    public async ValueTask AppendAsync(DecisionRecord record, CancellationToken cancellationToken)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(record, AccessJson.Default.DecisionRecord);
        await store.AppendAsync(Stream, payload, cancellationToken);
        Interlocked.Exchange(ref _grown, NewSignal()).TrySetResult();
    }

    /// <summary>Reads decisions in the order they were made.</summary>
    /// <param name="after">The sequence number behind which to begin; 0 for the beginning.</param>
    /// <param name="limit">How many at the most.</param>
    public async ValueTask<ImmutableArray<NumberedDecision>> ReadAsync(
        long after,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var entries = await store.ReadAsync(Stream, after, limit, cancellationToken);
        return
        [
            .. entries.Select(entry => new NumberedDecision(
                entry.Sequence,
                JsonSerializer.Deserialize(entry.Payload.Span, AccessJson.Default.DecisionRecord)!
            )),
        ];
    }

    /// <summary>Reads decisions, waiting for the first when there is none yet.</summary>
    /// <param name="patience">How long to wait; an empty answer says that none came.</param>
    public async ValueTask<ImmutableArray<NumberedDecision>> FollowAsync(
        long after,
        int limit,
        TimeSpan patience,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        // INVARIANT: the signal is taken before the read, so that what is appended between the two is not slept through.
        var grown = _grown.Task;
        var decisions = await ReadAsync(after, limit, cancellationToken);
        if (!decisions.IsEmpty || patience <= TimeSpan.Zero)
        {
            return decisions;
        }

        try
        {
            await grown.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return [];
        }

        return await ReadAsync(after, limit, cancellationToken);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
