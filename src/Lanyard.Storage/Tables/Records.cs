using System.Collections.Concurrent;

namespace Lanyard.Storage.Tables;

/// <summary>The tables over a store: one reader of its feed for all, and changes of several records at once.</summary>
/// <remarks>
/// Any number of servers may have their own over one store. What is written through one is seen at once in its own tables, and in those
/// of the others as soon as they hear of it, in the order of the feed.
/// </remarks>
public sealed class Records : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ITable> _tables = new(StringComparer.Ordinal);
    private readonly PendingWrites _pending = new();
    private readonly FeedFollower _feed;
    private readonly RecordTable<Guard> _guards;

    // Who was overtaken once tries again behind the others of this process that were, so that a crowd does not overtake itself.
    private readonly Gate _overtaken = new();
    private readonly Gate _opening = new();

    private Records(IStore store, TimeProvider time)
    {
        Store = store;
        _feed = new FeedFollower(store, FollowAsync, time);
        _guards = new RecordTable<Guard>(this, _pending, Guard.Collection);
    }

    /// <summary>The store beneath, for what is kept in no table: streams, records that are too many to be held in memory.</summary>
    public IStore Store { get; }

    /// <summary>Opens the tables of a store, which follow it until this is disposed of; before the store is.</summary>
    /// <param name="time">Measures the pause before a feed that failed is read again.</param>
    public static async ValueTask<Records> OpenAsync(
        IStore store,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var records = new Records(store, time);
        await records.AddAsync(records._guards, cancellationToken);
        records._feed.Start();
        return records;
    }

    /// <summary>Opens a collection and reads it into memory; the same table for everybody who opens it.</summary>
    /// <exception cref="StoreException"><see cref="StoreFault.Corrupt" /> when a record is not what was written.</exception>
    public async ValueTask<RecordTable<T>> OpenAsync<T>(Collection<T> collection, CancellationToken cancellationToken)
        where T : class, IRecord
    {
        using var visit = await _opening.EnterAsync(cancellationToken);
        if (_tables.TryGetValue(collection.Name, out var open))
        {
            return (RecordTable<T>)open;
        }

        var table = new RecordTable<T>(this, _pending, collection);
        await AddAsync(table, cancellationToken);
        return table;
    }

    /// <summary>Changes several records of several tables, or none, by the versions that were read.</summary>
    /// <param name="change">
    /// Reads and writes through what it is given. What it throws leaves everything as it was. It runs again when another was faster,
    /// and must do nothing but decide.
    /// </param>
    /// <exception cref="StoreException">The store does not take it.</exception>
    public ValueTask<TResult> ChangeAsync<TResult>(
        Func<RecordChange, TResult> change,
        CancellationToken cancellationToken
    ) => ChangeAsync((records, _) => new ValueTask<TResult>(change(records)), cancellationToken);

    /// <summary>As the other, for a change that also reads what no table holds.</summary>
    /// <param name="change">As for the other; what it reads from the store beside the tables must be guarded, or expected by version.</param>
    /// <exception cref="StoreException">The store does not take it.</exception>
    public async ValueTask<TResult> ChangeAsync<TResult>(
        Func<RecordChange, CancellationToken, ValueTask<TResult>> change,
        CancellationToken cancellationToken
    )
    {
        var first = new RecordChange(_guards);
        var result = await change(first, cancellationToken);
        if (await TryCommitAsync(first, cancellationToken))
        {
            return result;
        }

        using var visit = await _overtaken.EnterAsync(cancellationToken);
        while (true)
        {
            await CaughtUpAsync(Store.Generation, cancellationToken);
            var again = new RecordChange(_guards);
            result = await change(again, cancellationToken);
            if (await TryCommitAsync(again, cancellationToken))
            {
                return result;
            }
        }
    }

    /// <summary>Waits until all tables show a change of the store and everything before it (<see cref="IStore.Generation" />).</summary>
    /// <exception cref="StoreException">The store's feed cannot be read.</exception>
    public Task CaughtUpAsync(long generation, CancellationToken cancellationToken) =>
        _feed.FollowedAsync(generation, cancellationToken);

    /// <summary>Ends the reading of the feed; the tables stay as they are.</summary>
    public ValueTask DisposeAsync() => _feed.DisposeAsync();

    private async ValueTask AddAsync(ITable table, CancellationToken cancellationToken)
    {
        // Added before it is read, so that what is written meanwhile is not missed.
        _tables[table.Name] = table;
        try
        {
            var show = await table.ReadAsync(Store.Generation, cancellationToken);
            show();
        }
        catch
        {
            _tables.TryRemove(table.Name, out _);
            throw;
        }
    }

    // False when another was faster.
    private async ValueTask<bool> TryCommitAsync(RecordChange change, CancellationToken cancellationToken)
    {
        if (change.ToBatch(out var written) is not { } batch)
        {
            return true;
        }

        _feed.ThrowIfBehind();
        using var pending = _pending.Begin(batch);
        try
        {
            var numbers = await Store.CommitAsync(batch, cancellationToken);
            for (var i = 0; i < written.Count; i++)
            {
                written[i]?.Table.Show(written[i]!.Key, numbers[i], written[i]!.After);
            }

            return true;
        }
        catch (StoreException overtaken) when (overtaken.Kind == StoreFault.Conflict)
        {
            return false;
        }
    }

    // INVARIANT: who sees a guard sees what was written under it, so guards are read first and shown last.
    private async ValueTask ReadAllAsync(long number, CancellationToken cancellationToken)
    {
        var shows = new Stack<Action>();
        shows.Push(await ((ITable)_guards).ReadAsync(number, cancellationToken));
        foreach (var table in _tables.Values.Where(table => !ReferenceEquals(table, _guards)))
        {
            shows.Push(await table.ReadAsync(number, cancellationToken));
        }

        foreach (var show in shows)
        {
            show();
        }
    }

    private async ValueTask FollowAsync(StoreChange change, CancellationToken cancellationToken)
    {
        if (change.Kind == StoreChangeKind.Everything)
        {
            await ReadAllAsync(change.Number, cancellationToken);
        }
        else if (_tables.TryGetValue(change.Name, out var table))
        {
            await table.FollowAsync(change, cancellationToken);
        }
    }
}
