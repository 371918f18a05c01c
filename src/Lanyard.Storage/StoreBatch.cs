namespace Lanyard.Storage;

/// <summary>Writes that happen together or not at all, in the order they were added; each sees those before it.</summary>
/// <remarks>A batch belongs to one thread, and neither it nor the bytes it was given may change once it is being committed.</remarks>
public sealed class StoreBatch
{
    private readonly List<StoreOperation> _operations = [];

    /// <summary>What was asked for, in order.</summary>
    public IReadOnlyList<StoreOperation> Operations => _operations;

    /// <summary>Writes a record.</summary>
    /// <param name="expectedVersion">The version the record must have; 0 when it must not exist; null for whatever is there.</param>
    public StoreBatch Put(string collection, string key, ReadOnlyMemory<byte> value, long? expectedVersion = null) =>
        With(new(StoreOperationKind.Put, Name(collection), Name(key), value, expectedVersion));

    /// <summary>Removes a record; nothing happens when there is none and no version is expected.</summary>
    /// <param name="expectedVersion">As for <see cref="Put" />.</param>
    public StoreBatch Delete(string collection, string key, long? expectedVersion = null) =>
        With(new(StoreOperationKind.Delete, Name(collection), Name(key), default, expectedVersion));

    /// <summary>Removes the records of a collection whose keys begin with a prefix; the empty prefix removes all.</summary>
    public StoreBatch DeletePrefix(string collection, string keyPrefix) =>
        With(new(StoreOperationKind.DeletePrefix, Name(collection), Name(keyPrefix), default, null));

    /// <summary>Adds an entry to the end of a stream, which need not exist yet.</summary>
    public StoreBatch Append(string stream, ReadOnlyMemory<byte> payload) =>
        With(new(StoreOperationKind.Append, Name(stream), "", payload, null));

    /// <summary>Removes a stream with all its entries; nothing happens when there is none.</summary>
    public StoreBatch DeleteStream(string stream) =>
        With(new(StoreOperationKind.DeleteStream, Name(stream), "", default, null));

    /// <summary>Removes every record and every stream; what is added after it in the same batch stays.</summary>
    public StoreBatch Clear() => With(new(StoreOperationKind.Clear, "", "", default, null));

    /// <summary>Refuses the batch unless a record is as it was read; writes nothing.</summary>
    /// <param name="expectedVersion">The version the record must have; 0 when it must not exist.</param>
    public StoreBatch Expect(string collection, string key, long expectedVersion) =>
        With(new(StoreOperationKind.Expect, Name(collection), Name(key), default, expectedVersion));

    /// <summary>Refuses the batch when a collection has a record whose key begins with a prefix; writes nothing.</summary>
    /// <param name="keyPrefix">The empty string for any key.</param>
    public StoreBatch ExpectNone(string collection, string keyPrefix) =>
        With(new(StoreOperationKind.ExpectNone, Name(collection), Name(keyPrefix), default, 0));

    /// <summary>Adds what another batch holds.</summary>
    public StoreBatch Add(StoreBatch other)
    {
        _operations.AddRange(other._operations);
        return this;
    }

    private StoreBatch With(StoreOperation operation)
    {
        _operations.Add(operation);
        return this;
    }

    // Half a surrogate pair has no UTF-8 form: two such names would become one.
    private static string Name(string name)
    {
        for (var i = name.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < name.Length; i++)
        {
            if (!char.IsSurrogate(name[i]))
            {
                continue;
            }

            if (i + 1 == name.Length || !char.IsSurrogatePair(name[i], name[i + 1]))
            {
                throw new ArgumentException("the name is not well-formed Unicode", nameof(name));
            }

            i++;
        }

        return name;
    }
}
