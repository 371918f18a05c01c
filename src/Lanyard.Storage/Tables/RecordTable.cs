using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Lanyard.Storage.Tables;

/// <summary>
/// A collection of JSON records held in memory, as the store has it: reads take no lock, no I/O and no allocation; a write is seen
/// here once the store has acknowledged it, and on other servers as soon as they hear of it.
/// </summary>
/// <remarks>
/// Opened by <see cref="Records" />. A write carries the version that was read: when another was faster, here or on another server,
/// it is done anew on what that one wrote, so that no update is lost. What decides how a record is changed may therefore run more
/// than once, and must do nothing but decide.
/// </remarks>
/// <typeparam name="T">The record; immutable, so that readers share it.</typeparam>
public sealed class RecordTable<T> : ITable
    where T : class, IRecord
{
    private readonly Lock _showing = new();
    private readonly Dictionary<string, long> _removed = new(StringComparer.Ordinal);
    private readonly Records _records;
    private readonly PendingWrites _pending;
    private readonly Collection<T> _collection;

    // The same rows twice: hashed to find one in a few nanoseconds, in order to list some without looking at the others.
    private volatile ConcurrentDictionary<string, Row<T>> _byKey = new(StringComparer.Ordinal);
    private volatile RowMap<T> _rows = RowMap<T>.Empty;
    private long _followed;
    private bool _isRead;
    private long _generation;

    internal RecordTable(Records records, PendingWrites pending, Collection<T> collection)
    {
        _records = records;
        _pending = pending;
        _collection = collection;
    }

    /// <summary>Counts the changes, so that what is derived from the records knows when it is out of date.</summary>
    public long Generation => Volatile.Read(ref _generation);

    /// <summary>All records as they are now, by key.</summary>
    public IReadOnlyCollection<T> All => _rows;

    string ITable.Name => _collection.Name;

    /// <summary>Finds a record.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out T? record) => (record = Find(key)) is not null;

    /// <summary>Finds a record; null when there is none.</summary>
    public T? Find(string key) => _byKey.TryGetValue(key, out var row) ? row.Record : null;

    /// <summary>The records whose key begins so, ordered by the bytes of their keys.</summary>
    public IReadOnlyList<T> List(string keyPrefix) => _rows.Range(keyPrefix);

    /// <summary>Looks at a key, to act later on what is there now, and on nothing else.</summary>
    public Found<T> At(string key) => new(key, Find(key));

    /// <summary>The record that was found, as it is now; null when it is gone, though another may have its key.</summary>
    public T? Current(Found<T> found) => Find(found.Key) is { } now && found.Is(now) ? now : null;

    /// <summary>Adds a record; false, and nothing is written, when its key is taken.</summary>
    public async ValueTask<bool> TryAddAsync(T record, CancellationToken cancellationToken)
    {
        var (before, _) = await ChangeAsync(record.Key, current => current ?? record, cancellationToken);
        return before is null;
    }

    /// <summary>Adds a record where nothing was found.</summary>
    /// <param name="found">What was found under the record's key.</param>
    /// <param name="taken">What is thrown when there was something, or is by now.</param>
    public async ValueTask AddAsync(
        Found<T> found,
        T record,
        Func<Exception> taken,
        CancellationToken cancellationToken
    )
    {
        if (found.Record is not null || !await TryAddAsync(record, cancellationToken))
        {
            throw taken();
        }
    }

    /// <summary>Adds or replaces a record.</summary>
    public async ValueTask PutAsync(T record, CancellationToken cancellationToken) =>
        await ChangeAsync(record.Key, _ => record, cancellationToken);

    /// <summary>Removes a record; false when there was none.</summary>
    public async ValueTask<bool> RemoveAsync(string key, CancellationToken cancellationToken)
    {
        var (before, _) = await ChangeAsync(key, _ => null, cancellationToken);
        return before is not null;
    }

    /// <summary>Changes one record.</summary>
    /// <param name="change">
    /// Gets the record or null, gives the new one or null to remove it; the same one writes nothing. What it throws leaves everything
    /// as it was. It runs again when another was faster.
    /// </param>
    /// <returns>The record before and after.</returns>
    /// <exception cref="StoreException">The store does not take it.</exception>
    public ValueTask<(T? Before, T? After)> ChangeAsync(
        string key,
        Func<T?, T?> change,
        CancellationToken cancellationToken
    ) =>
        _records.ChangeAsync(
            records =>
            {
                var before = records.Find(this, key);
                var after = change(before);
                records.Set(this, key, after);
                return (before, after);
            },
            cancellationToken
        );

    /// <summary>Changes the record that was found, and no other that has its key by now.</summary>
    /// <param name="judged">What was found.</param>
    /// <param name="change">Gets it as it is now, gives it as it is to be or null to remove it. It runs again when another was faster.</param>
    /// <param name="gone">What is thrown when it is gone, or when nothing was found in the first place.</param>
    /// <returns>The record before and after.</returns>
    public async ValueTask<(T Before, T? After)> ChangeAsync(
        Found<T> judged,
        Func<T, T?> change,
        Func<Exception> gone,
        CancellationToken cancellationToken
    )
    {
        var (before, after) = await ChangeAsync(
            judged.Key,
            current => judged.Is(current) ? change(current!) : throw gone(),
            cancellationToken
        );
        return (before!, after);
    }

    Row<object> ITable.RowOf(string key)
    {
        var isThere = _byKey.TryGetValue(key, out var row);
        return isThere ? new(key, row.Version, row.Record) : new(key, 0, null);
    }

    byte[] ITable.Write(object record) => JsonSerializer.SerializeToUtf8Bytes((T)record, _collection.Json);

    void ITable.Show(string key, long number, object? record)
    {
        lock (_showing)
        {
            // INVARIANT: up to what was followed everything is shown, or something newer.
            if (number > _followed)
            {
                ShowNewer(key, number, (T?)record);
            }
        }
    }

    async ValueTask ITable.FollowAsync(StoreChange change, CancellationToken cancellationToken)
    {
        if (change.Kind == StoreChangeKind.Put && !IsKnown(change))
        {
            await _pending.SettledAsync(change.Name, change.Key);
            if (!IsKnown(change))
            {
                await FollowOtherAsync(change, cancellationToken);
            }
        }

        lock (_showing)
        {
            if (change.Kind == StoreChangeKind.Deleted)
            {
                ShowNewer(change.Key, change.Number, null);
            }

            _followed = Math.Max(_followed, change.Number);
            ForgetRemoved(change.Key);
        }
    }

    async ValueTask<Action> ITable.ReadAsync(long number, CancellationToken cancellationToken)
    {
        lock (_showing)
        {
            _isRead = false;
        }

        var since = _records.Store.Generation;
        var stored = await _records.Store.ListAsync(_collection.Name, cancellationToken: cancellationToken);
        var read = RowMap<T>.Of([.. stored.Select(one => new Row<T>(one.Key, one.Version, Read(one)))]);
        return () => ShowAll(read, since, number);
    }

    // What is newer than the change is shown when the feed comes to it: no table runs ahead of the others.
    private async ValueTask FollowOtherAsync(StoreChange change, CancellationToken cancellationToken)
    {
        if (
            await _records.Store.GetAsync(change.Name, change.Key, cancellationToken) is { } stored
            && stored.Version == change.Number
        )
        {
            var record = Read(stored);
            lock (_showing)
            {
                ShowNewer(change.Key, change.Number, record);
            }
        }
    }

    // Beside the present rows and not one by one, so that no reader sees a part. What was written here while the store was read
    // may not be in what was read.
    private void ShowAll(RowMap<T> read, long since, long number)
    {
        lock (_showing)
        {
            var written = _rows.Rows.Where(row => row.Version > since).ToList();
            var removed = _removed.Where(removal => removal.Value > since).ToList();
            _rows = read;
            _byKey = new(read.Rows.Select(row => KeyValuePair.Create(row.Key, row)), StringComparer.Ordinal);
            _removed.Clear();
            written.ForEach(row => ShowNewer(row.Key, row.Version, row.Record));
            removed.ForEach(removal => ShowNewer(removal.Key, removal.Value, null));
            _followed = Math.Max(_followed, number);
            _isRead = true;
            foreach (var key in _removed.Keys)
            {
                ForgetRemoved(key);
            }

            Interlocked.Increment(ref _generation);
        }
    }

    private void ShowNewer(string key, long number, T? record)
    {
        if (number <= LatestOf(key))
        {
            return;
        }

        if (record is null)
        {
            // Remembered until the feed has come so far: what was written before it may be shown later.
            _removed[key] = number;
            _byKey.TryRemove(key, out _);
            _rows = _rows.Without(key);
        }
        else
        {
            _removed.Remove(key);
            var row = new Row<T>(key, number, record);
            _byKey[key] = row;
            _rows = _rows.With(row);
        }

        Interlocked.Increment(ref _generation);
    }

    // While the collection is being read, what was read may still hold what is removed meanwhile.
    private void ForgetRemoved(string key)
    {
        if (_isRead && _removed.TryGetValue(key, out var removed) && removed <= _followed)
        {
            _removed.Remove(key);
        }
    }

    private bool IsKnown(StoreChange change)
    {
        lock (_showing)
        {
            return change.Number <= LatestOf(change.Key);
        }
    }

    private long LatestOf(string key) =>
        Math.Max(_byKey.GetValueOrDefault(key).Version, _removed.GetValueOrDefault(key));

    private T Read(StoredRecord stored)
    {
        try
        {
            return JsonSerializer.Deserialize(stored.Value.Span, _collection.Json)
                ?? throw new JsonException("the record is null");
        }
        catch (JsonException e)
        {
            throw new StoreException(
                StoreFault.Corrupt,
                $"the record `{stored.Key}` in `{_collection.Name}` cannot be read: {e.Message}",
                e
            );
        }
    }
}
