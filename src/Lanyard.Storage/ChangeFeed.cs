using System.Runtime.CompilerServices;

namespace Lanyard.Storage;

/// <summary>The changes a store committed, for readers within the process.</summary>
/// <remarks>
/// A chain in which each change knows the one after it. A reader holds its place in the chain, so a slow one loses nothing and
/// costs only what it has not read; the feed itself holds the last few thousand for readers that come late.
/// </remarks>
internal sealed class ChangeFeed
{
    private const int KeptChanges = 4096;

    private readonly Lock _lock = new();
    private readonly Queue<Link> _kept = [];
    private Link _last;
    private long _generation;

    /// <summary>Begins a feed behind a change that is no longer known.</summary>
    public ChangeFeed(long generation)
    {
        _generation = generation;
        _last = new Link(new StoreChange(generation, StoreChangeKind.Everything, "", ""));
        _kept.Enqueue(_last);
    }

    /// <summary>The number of the latest change.</summary>
    public long Generation => Volatile.Read(ref _generation);

    /// <summary>Adds changes, numbered upwards from the latest.</summary>
    public void Publish(IReadOnlyList<StoreChange> changes)
    {
        lock (_lock)
        {
            foreach (var change in changes)
            {
                var link = new Link(change);
                _kept.Enqueue(link);
                if (_kept.Count > KeptChanges)
                {
                    _kept.Dequeue();
                }

                // INVARIANT: a reader that sees the change also sees its number as the generation.
                Volatile.Write(ref _generation, change.Number);
                _last.Next.SetResult(link);
                _last = link;
            }
        }
    }

    /// <inheritdoc cref="IStore.ChangesAsync" />
    public async IAsyncEnumerable<StoreChange> ReadAsync(
        long after,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var (link, isBehind) = Find(after);
        if (isBehind)
        {
            yield return new StoreChange(link.Change.Number, StoreChangeKind.Everything, "", "");
        }

        while (true)
        {
            link = await link.Next.Task.WaitAsync(cancellationToken);
            yield return link.Change;
        }
    }

    // The last change the reader knows; or, when it missed some that are gone, the latest there is.
    private (Link Link, bool IsBehind) Find(long after)
    {
        lock (_lock)
        {
            if (after < _kept.Peek().Change.Number)
            {
                return (_last, true);
            }

            var known = _kept.Peek();
            foreach (var link in _kept)
            {
                if (link.Change.Number > after)
                {
                    break;
                }

                known = link;
            }

            return (known, false);
        }
    }

    private sealed class Link(StoreChange change)
    {
        public StoreChange Change => change;

        public TaskCompletionSource<Link> Next { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
