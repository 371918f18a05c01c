namespace Lanyard.Storage;

/// <summary>Commits of a single operation.</summary>
public static class StoreExtensions
{
    /// <summary>Writes a record and answers its new version.</summary>
    /// <param name="expectedVersion">The version the record must have; 0 when it must not exist; null for whatever is there.</param>
    public static async ValueTask<long> PutAsync(
        this IStore store,
        string collection,
        string key,
        ReadOnlyMemory<byte> value,
        long? expectedVersion = null,
        CancellationToken cancellationToken = default
    ) => (await store.CommitAsync(new StoreBatch().Put(collection, key, value, expectedVersion), cancellationToken))[0];

    /// <summary>Removes a record; false when there was none.</summary>
    /// <param name="expectedVersion">As for <see cref="PutAsync" />.</param>
    public static async ValueTask<bool> DeleteAsync(
        this IStore store,
        string collection,
        string key,
        long? expectedVersion = null,
        CancellationToken cancellationToken = default
    ) => (await store.CommitAsync(new StoreBatch().Delete(collection, key, expectedVersion), cancellationToken))[0] > 0;

    /// <summary>Adds an entry to a stream and answers its sequence.</summary>
    public static async ValueTask<long> AppendAsync(
        this IStore store,
        string stream,
        ReadOnlyMemory<byte> payload,
        CancellationToken cancellationToken = default
    ) => (await store.CommitAsync(new StoreBatch().Append(stream, payload), cancellationToken))[0];
}
