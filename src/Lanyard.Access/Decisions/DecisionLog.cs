using System.Collections.Immutable;
using System.Text.Json;
using Lanyard.Storage;

namespace Lanyard.Access.Decisions;

/// <summary>The record of every decision: durable, in order, and to be followed as it grows.</summary>
public sealed class DecisionLog(IStore store)
{
    private const string Stream = "decisions";

    /// <summary>Records a decision; done when the store has acknowledged it.</summary>
    public async ValueTask AppendAsync(DecisionRecord record, CancellationToken cancellationToken)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(record, DecisionsJson.Default.DecisionRecord);
        await store.AppendAsync(Stream, payload, cancellationToken);
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
                JsonSerializer.Deserialize(entry.Payload.Span, DecisionsJson.Default.DecisionRecord)!
            )),
        ];
    }

    /// <summary>Reads decisions, waiting for the first when there is none yet, whichever server makes it.</summary>
    /// <param name="patience">How long to wait; an empty answer says that none came.</param>
    public async ValueTask<ImmutableArray<NumberedDecision>> FollowAsync(
        long after,
        int limit,
        TimeSpan patience,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        // INVARIANT: noted before the read, so that what is appended between the two is not slept through.
        var generation = store.Generation;
        var decisions = await ReadAsync(after, limit, cancellationToken);
        if (!decisions.IsEmpty || patience <= TimeSpan.Zero)
        {
            return decisions;
        }

        using var patient = new CancellationTokenSource(patience, time);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(patient.Token, cancellationToken);
        try
        {
            await GrownAsync(generation, waiting.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [];
        }

        return await ReadAsync(after, limit, cancellationToken);
    }

    // Or cleared: then there is nothing to wait for that could come after what is known.
    private async Task GrownAsync(long generation, CancellationToken cancellationToken)
    {
        await foreach (var change in store.ChangesAsync(generation, cancellationToken))
        {
            if (change is { Kind: StoreChangeKind.Appended, Name: Stream } or { Kind: StoreChangeKind.Everything })
            {
                return;
            }
        }
    }
}
