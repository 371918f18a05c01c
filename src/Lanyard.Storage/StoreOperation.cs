namespace Lanyard.Storage;

/// <summary>One write of a <see cref="StoreBatch" />, as a store's implementation sees it.</summary>
/// <param name="Name">The collection, or the stream.</param>
/// <param name="Key">The key or key prefix; empty for streams.</param>
/// <param name="Value">The record's value or the entry's payload; empty for deletions.</param>
public readonly record struct StoreOperation(
    StoreOperationKind Kind,
    string Name,
    string Key,
    ReadOnlyMemory<byte> Value,
    long? ExpectedVersion
);

/// <summary>The writes there are.</summary>
public enum StoreOperationKind
{
    /// <summary>Write a record.</summary>
    Put,

    /// <summary>Remove a record.</summary>
    Delete,

    /// <summary>Remove the records whose keys begin with a prefix.</summary>
    DeletePrefix,

    /// <summary>Add an entry to a stream.</summary>
    Append,

    /// <summary>Remove a stream.</summary>
    DeleteStream,

    /// <summary>Remove everything.</summary>
    Clear,

    /// <summary>Write nothing; refuse the batch unless a record has the expected version.</summary>
    Expect,

    /// <summary>Write nothing; refuse the batch when a collection has a record whose key begins with a prefix.</summary>
    ExpectNone,
}
