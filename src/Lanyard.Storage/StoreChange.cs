namespace Lanyard.Storage;

/// <summary>Something that was committed, in the feed of <see cref="IStore.ChangesAsync" />.</summary>
/// <param name="Number">Larger than that of every change before; for a put, the record's new version.</param>
/// <param name="Name">The collection, or the stream; empty for <see cref="StoreChangeKind.Everything" />.</param>
/// <param name="Key">The record's key; empty for the other kinds.</param>
public sealed record StoreChange(long Number, StoreChangeKind Kind, string Name, string Key);

/// <summary>What can change.</summary>
public enum StoreChangeKind
{
    /// <summary>A record was written.</summary>
    Put,

    /// <summary>A record was removed.</summary>
    Deleted,

    /// <summary>A stream has a new entry.</summary>
    Appended,

    /// <summary>A stream was removed.</summary>
    StreamDeleted,

    /// <summary>The store was cleared, or the feed no longer holds what happened: read everything again.</summary>
    Everything,
}
