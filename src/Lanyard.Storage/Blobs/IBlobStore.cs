namespace Lanyard.Storage.Blobs;

/// <summary>Contents too large for records: whole or not there at all.</summary>
/// <remarks>
/// A blob's name is its SHA-256 in hexadecimal, or a random one, as its writer chooses; both are unguessable. Who refers to a blob, and
/// when it may go, is the caller's to know. Safe for any number of threads. Every failure is a <see cref="StoreException" />.
/// </remarks>
public interface IBlobStore
{
    /// <summary>Begins a blob, which exists once its writer is committed.</summary>
    BlobWriter Create();

    /// <summary>Opens a blob for reading, seekable. What was opened can be read to its end, whatever happens to the blob.</summary>
    /// <exception cref="StoreException"><see cref="StoreFault.NotFound" /></exception>
    ValueTask<Stream> OpenReadAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Whether there is a blob of that name.</summary>
    ValueTask<bool> ExistsAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Removes a blob; false when there is none.</summary>
    ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>The names of all blobs, in no order.</summary>
    IAsyncEnumerable<string> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Removes every blob at once. Writers under way are not disturbed.</summary>
    /// <returns>A task that ends when the space is free again; the blobs are gone before that.</returns>
    Task ClearAsync();
}
