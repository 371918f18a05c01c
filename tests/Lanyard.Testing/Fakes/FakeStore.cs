using System.Collections.Immutable;
using Lanyard.Storage;

namespace Lanyard.Testing.Fakes;

/// <summary>A store in memory: each commit makes a new state from the one before and puts it in its place, or leaves it.</summary>
public sealed class FakeStore : IStore
{
    private static readonly ImmutableSortedDictionary<string, StoredRecord> NoRecords =
        ImmutableSortedDictionary.Create<string, StoredRecord>(KeyOrder.Instance);

    private readonly Lock _lock = new();
    private readonly ChangeFeed _feed = new(0);
    private volatile State _state = State.Empty;

    /// <summary>Why an operation is not taken; null when it is.</summary>
    public Func<StoreOperation, StoreException?> Refuses { get; set; } = _ => null;

    /// <inheritdoc />
    public long Generation => _feed.Generation;

    /// <inheritdoc />
    public ValueTask<StoredRecord?> GetAsync(
        string collection,
        string key,
        CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(_state.Records(collection).GetValueOrDefault(key));
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<StoredRecord>> ListAsync(
        string collection,
        string keyPrefix = "",
        string? afterKey = null,
        int limit = int.MaxValue,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        cancellationToken.ThrowIfCancellationRequested();
        return new([
            .. _state
                .Records(collection)
                .Values.Where(record => record.Key.StartsWith(keyPrefix, StringComparison.Ordinal))
                .Where(record => afterKey is null || KeyOrder.Instance.Compare(record.Key, afterKey) > 0)
                .Take(limit),
        ]);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<StreamEntry>> ReadAsync(
        string stream,
        long afterSequence = 0,
        int limit = int.MaxValue,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        cancellationToken.ThrowIfCancellationRequested();
        return new([.. _state.Entries(stream).Where(entry => entry.Sequence > afterSequence).Take(limit)]);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<long>> CommitAsync(StoreBatch batch, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (batch.Operations.Select(Refuses).FirstOrDefault(refusal => refusal is not null) is { } refused)
        {
            return ValueTask.FromException<IReadOnlyList<long>>(refused);
        }

        lock (_lock)
        {
            var commit = new Commit(_state, _feed.Generation);
            long[] numbers;
            try
            {
                numbers = [.. batch.Operations.Select(commit.Do)];
            }
            catch (StoreException e)
            {
                return ValueTask.FromException<IReadOnlyList<long>>(e);
            }

            _state = commit.State;
            _feed.Publish(commit.Changes);
            return new(numbers);
        }
    }

    /// <inheritdoc />
    public IAsyncEnumerable<StoreChange> ChangesAsync(long after, CancellationToken cancellationToken = default) =>
        _feed.ReadAsync(after, cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed record State(
        ImmutableDictionary<string, ImmutableSortedDictionary<string, StoredRecord>> Collections,
        ImmutableDictionary<string, ImmutableList<StreamEntry>> Streams
    )
    {
        public static readonly State Empty = new(
            ImmutableDictionary.Create<string, ImmutableSortedDictionary<string, StoredRecord>>(StringComparer.Ordinal),
            ImmutableDictionary.Create<string, ImmutableList<StreamEntry>>(StringComparer.Ordinal)
        );

        public ImmutableSortedDictionary<string, StoredRecord> Records(string collection) =>
            Collections.GetValueOrDefault(collection, NoRecords);

        public ImmutableList<StreamEntry> Entries(string stream) => Streams.GetValueOrDefault(stream, []);
    }

    private sealed class Commit(State before, long generation)
    {
        private long _number = generation;

        public State State { get; private set; } = before;

        public List<StoreChange> Changes { get; } = [];

        public long Do(StoreOperation operation)
        {
            var records = State.Records(operation.Name);
            var entries = State.Entries(operation.Name);
            switch (operation.Kind)
            {
                case StoreOperationKind.Put:
                    ExpectVersion(operation, records);
                    var version = Note(StoreChangeKind.Put, operation.Name, operation.Key);
                    Replace(
                        operation.Name,
                        records.SetItem(operation.Key, new(operation.Key, version, Copy(operation)))
                    );
                    return version;
                case StoreOperationKind.Delete:
                    ExpectVersion(operation, records);
                    return Remove(operation.Name, records, key => key == operation.Key) > 0 ? _number : 0;
                case StoreOperationKind.Expect:
                    ExpectVersion(operation, records);
                    return 0;
                case StoreOperationKind.ExpectNone:
                    ExpectNone(operation, records);
                    return 0;
                case StoreOperationKind.DeletePrefix:
                    return Remove(
                        operation.Name,
                        records,
                        key => key.StartsWith(operation.Key, StringComparison.Ordinal)
                    );
                case StoreOperationKind.Append:
                    var entry = new StreamEntry(entries.Count + 1, Copy(operation));
                    State = State with { Streams = State.Streams.SetItem(operation.Name, entries.Add(entry)) };
                    Note(StoreChangeKind.Appended, operation.Name, "");
                    return entry.Sequence;
                case StoreOperationKind.DeleteStream:
                    return RemoveStream(operation.Name, entries.Count);
                default:
                    return Clear();
            }
        }

        private static byte[] Copy(StoreOperation operation) => operation.Value.ToArray();

        private static void ExpectVersion(
            StoreOperation operation,
            ImmutableSortedDictionary<string, StoredRecord> records
        )
        {
            var version = records.GetValueOrDefault(operation.Key)?.Version ?? 0;
            if (operation.ExpectedVersion is { } expected && expected != version)
            {
                throw new StoreException(
                    StoreFault.Conflict,
                    $"`{operation.Key}` in `{operation.Name}` is at version {version}, not {expected}"
                );
            }
        }

        private static void ExpectNone(
            StoreOperation operation,
            ImmutableSortedDictionary<string, StoredRecord> records
        )
        {
            if (records.Keys.FirstOrDefault(key => key.StartsWith(operation.Key, StringComparison.Ordinal)) is { } key)
            {
                throw new StoreException(StoreFault.Conflict, $"there is `{key}` in `{operation.Name}`");
            }
        }

        private int Remove(
            string collection,
            ImmutableSortedDictionary<string, StoredRecord> records,
            Func<string, bool> isMeant
        )
        {
            var keys = records.Keys.Where(isMeant).ToList();
            Replace(collection, records.RemoveRange(keys));
            keys.ForEach(key => Note(StoreChangeKind.Deleted, collection, key));
            return keys.Count;
        }

        private int RemoveStream(string stream, int count)
        {
            State = State with { Streams = State.Streams.Remove(stream) };
            if (count > 0)
            {
                Note(StoreChangeKind.StreamDeleted, stream, "");
            }

            return count;
        }

        private int Clear()
        {
            var count = State.Collections.Values.Sum(c => c.Count) + State.Streams.Values.Sum(s => s.Count);
            State = State.Empty;
            Note(StoreChangeKind.Everything, "", "");
            return count;
        }

        private void Replace(string collection, ImmutableSortedDictionary<string, StoredRecord> records) =>
            State = State with { Collections = State.Collections.SetItem(collection, records) };

        private long Note(StoreChangeKind kind, string name, string key)
        {
            Changes.Add(new StoreChange(++_number, kind, name, key));
            return _number;
        }
    }
}
