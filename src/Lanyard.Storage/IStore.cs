namespace Lanyard.Storage;

/// <summary>Versioned records in named collections, append-only streams, and a feed of what changed.</summary>
/// <remarks>
/// Safe for any number of threads. What a completed <see cref="CommitAsync" /> wrote is seen by every later read and survives the
/// end of the process. Names (collections, keys, streams) are compared and ordered by their UTF-8 bytes, case included.
/// Every failure is a <see cref="StoreException" />.
/// </remarks>
public interface IStore : IAsyncDisposable
{
    /// <summary>The number of the latest committed change; grows with each and never goes back, not even over a restart.</summary>
    long Generation { get; }

    /// <summary>Reads one record; null when there is none.</summary>
    ValueTask<StoredRecord?> GetAsync(string collection, string key, CancellationToken cancellationToken = default);

    /// <summary>Reads the records of a collection whose keys begin with a prefix, in key order.</summary>
    /// <param name="keyPrefix">The empty string for all.</param>
    /// <param name="afterKey">The last key of the page before; it need not exist any more. Null for the first page.</param>
    /// <param name="limit">At least 1.</param>
    ValueTask<IReadOnlyList<StoredRecord>> ListAsync(
        string collection,
        string keyPrefix = "",
        string? afterKey = null,
        int limit = int.MaxValue,
        CancellationToken cancellationToken = default
    );

    /// <summary>Reads entries of a stream in the order they were appended; empty when there are none (yet).</summary>
    /// <param name="afterSequence">0 for the beginning.</param>
    /// <param name="limit">At least 1.</param>
    ValueTask<IReadOnlyList<StreamEntry>> ReadAsync(
        string stream,
        long afterSequence = 0,
        int limit = int.MaxValue,
        CancellationToken cancellationToken = default
    );

    /// <summary>Does everything in a batch or nothing of it.</summary>
    /// <returns>
    /// A number for each operation, in the batch's order: the new version of a put, the number of the change that deleted a record (0 when
    /// there was none), the sequence of an append, how many records or entries the other deletions removed, 0 where nothing is written.
    /// </returns>
    /// <remarks>The token is asked once, at the beginning: what has been handed to the disk is not taken back.</remarks>
    /// <exception cref="StoreException">
    /// <see cref="StoreFault.Conflict" /> when a record's version is not the expected one, or there are records where none is expected.
    /// </exception>
    ValueTask<IReadOnlyList<long>> CommitAsync(StoreBatch batch, CancellationToken cancellationToken = default);

    /// <summary>Yields every change with a number above <paramref name="after" />, then each new one as it is committed.</summary>
    /// <remarks>
    /// A store keeps some recent changes only. A reader that asks for older ones first gets a <see cref="StoreChangeKind.Everything" />,
    /// which says to read again whatever it holds. To lose nothing: note <see cref="Generation" />, read, then follow from that number.
    /// </remarks>
    IAsyncEnumerable<StoreChange> ChangesAsync(long after, CancellationToken cancellationToken = default);
}
