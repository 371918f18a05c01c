using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Lanyard.Storage;

/// <summary>
/// A collection of JSON records held in memory and written through to the store: reads take no lock and no I/O, a write
/// is visible only after the store has acknowledged it.
/// </summary>
/// <typeparam name="T">The record; immutable, so that readers share it.</typeparam>
[SuppressMessage("Design", "CA1000", Justification = "a table begins with reading, which a constructor cannot await")]
public sealed class RecordTable<T>
    where T : class
{
    private readonly Gate _writing = new();
    private readonly IStore _store;
    private readonly string _collection;
    private readonly JsonTypeInfo<T> _json;
    private readonly Func<T, string> _keyOf;
    private volatile ConcurrentDictionary<string, T> _records = new(StringComparer.Ordinal);
    private long _generation;

    private RecordTable(IStore store, string collection, JsonTypeInfo<T> json, Func<T, string> keyOf)
    {
        _store = store;
        _collection = collection;
        _json = json;
        _keyOf = keyOf;
    }

    /// <summary>Counts the writes, so that what is derived from the records knows when it is out of date.</summary>
    public long Generation => Volatile.Read(ref _generation);

    /// <summary>All records, in no order.</summary>
    public ICollection<T> All => _records.Values;

    /// <summary>Opens a collection and reads it into memory.</summary>
    /// <param name="keyOf">A record's key; keys are compared byte by byte.</param>
    public static async ValueTask<RecordTable<T>> OpenAsync(
        IStore store,
        string collection,
        JsonTypeInfo<T> json,
        Func<T, string> keyOf,
        CancellationToken cancellationToken
    )
    {
        var table = new RecordTable<T>(store, collection, json, keyOf);
        await table.ReloadAsync(cancellationToken);
        return table;
    }

    /// <summary>Finds a record.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out T? record) => _records.TryGetValue(key, out record);

    /// <summary>Finds a record; null when there is none.</summary>
    public T? Find(string key) => _records.GetValueOrDefault(key);

    /// <summary>The records whose key begins so, ordered by key.</summary>
    public IReadOnlyList<T> List(string keyPrefix) =>
        [
            .. _records
                .Where(entry => entry.Key.StartsWith(keyPrefix, StringComparison.Ordinal))
                .OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => entry.Value),
        ];

    /// <summary>Adds a record; false, and nothing is written, when its key is taken.</summary>
    public async ValueTask<bool> TryAddAsync(T record, CancellationToken cancellationToken)
    {
        var (before, _) = await ChangeAsync(_keyOf(record), current => current ?? record, cancellationToken);
        return before is null;
    }

    /// <summary>Adds or replaces a record.</summary>
    public async ValueTask PutAsync(T record, CancellationToken cancellationToken) =>
        await ChangeAsync(_keyOf(record), _ => record, cancellationToken);

    /// <summary>Removes a record; false when there was none.</summary>
    public async ValueTask<bool> RemoveAsync(string key, CancellationToken cancellationToken)
    {
        var (before, _) = await ChangeAsync(key, _ => null, cancellationToken);
        return before is not null;
    }

    /// <summary>Changes one record, one writer at a time.</summary>
    /// <param name="change">
    /// Gets the record or null, gives the new one or null to remove it; the same one writes nothing. What it throws
    /// leaves everything as it was.
    /// </param>
    /// <returns>The record before and after.</returns>
    public async ValueTask<(T? Before, T? After)> ChangeAsync(
        string key,
        Func<T?, T?> change,
        CancellationToken cancellationToken
    )
    {
        using var visit = await _writing.EnterAsync(cancellationToken);
        var before = _records.GetValueOrDefault(key);
        var after = change(before);
        if (!ReferenceEquals(before, after))
        {
            await WriteAsync(key, after, cancellationToken);
        }

        return (before, after);
    }

    /// <summary>Reads the collection anew, after the store was cleared beneath it.</summary>
    /// <exception cref="StoreException"><see cref="StoreFault.Corrupt" /> when a record is not what was written.</exception>
    public async ValueTask ReloadAsync(CancellationToken cancellationToken)
    {
        using var visit = await _writing.EnterAsync(cancellationToken);
        var records = new ConcurrentDictionary<string, T>(StringComparer.Ordinal);
        foreach (var stored in await _store.ListAsync(_collection, cancellationToken: cancellationToken))
        {
            records[stored.Key] = Read(stored);
        }

        // At once: no reader sees a part of the collection.
        _records = records;
        Interlocked.Increment(ref _generation);
    }

    private async ValueTask WriteAsync(string key, T? record, CancellationToken cancellationToken)
    {
        if (record is null)
        {
            await _store.DeleteAsync(_collection, key, cancellationToken: cancellationToken);
            _records.TryRemove(key, out _);
        }
        else
        {
            var value = JsonSerializer.SerializeToUtf8Bytes(record, _json);
            await _store.PutAsync(_collection, key, value, cancellationToken: cancellationToken);
            _records[key] = record;
        }

        Interlocked.Increment(ref _generation);
    }

    private T Read(StoredRecord stored)
    {
        try
        {
            return JsonSerializer.Deserialize(stored.Value.Span, _json)
                ?? throw new JsonException("the record is null");
        }
        catch (JsonException e)
        {
            throw new StoreException(
                StoreFault.Corrupt,
                $"the record `{stored.Key}` in `{_collection}` cannot be read: {e.Message}",
                e
            );
        }
    }
}
