using Lanyard.Storage.Blobs;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.Ecr;

/// <summary>The layers of repositories; those that several have share their bytes.</summary>
/// <remarks>
/// INVARIANT: a blob is new when the first record names it, and is named after that by those alone that found one of its
/// records still there when they were written. So once no record names it none ever will, on whatever server, and it may go.
/// </remarks>
internal sealed class Layers(Records records, RecordTable<LayerRecord> table, IBlobStore blobs)
{
    /// <summary>Finds a layer of a repository; null when it is not there.</summary>
    public LayerRecord? Find(RepositoryRecord repository, string digest) => table.Find(KeyOf(repository, digest));

    /// <inheritdoc cref="Find(RepositoryRecord, string)" />
    public LayerRecord? Find(RecordChange change, RepositoryRecord repository, string digest) =>
        change.Find(table, KeyOf(repository, digest));

    /// <summary>Refuses a digest of which a repository has a layer.</summary>
    /// <exception cref="Wire.Errors.AwsException"><c>LayerAlreadyExistsException</c>.</exception>
    public void ThrowIfThere(RepositoryRecord repository, string digest) =>
        ThrowIfThere(Find(repository, digest), repository);

    /// <summary>Adds a layer to a repository.</summary>
    /// <param name="bytes">What was uploaded.</param>
    /// <returns>The layer; another blob than that one holds its bytes when another repository has them already.</returns>
    /// <exception cref="Wire.Errors.AwsException"><c>LayerAlreadyExistsException</c>.</exception>
    public LayerRecord Add(RecordChange change, RepositoryRecord repository, string digest, Blob bytes)
    {
        ThrowIfThere(Find(change, repository, digest), repository);
        var same = table.All.FirstOrDefault(layer => layer.Digest == digest);
        var shared = same is null ? null : change.Find(table, same.Key);
        var layer = new LayerRecord(repository.Key, digest, bytes.LengthBytes) { Blob = shared?.Blob ?? bytes.Name };
        change.Put(table, layer);
        return layer;
    }

    /// <summary>Deletes bytes that no layer was added with.</summary>
    public async ValueTask DiscardAsync(Blob bytes) => await blobs.DeleteAsync(bytes.Name, CancellationToken.None);

    /// <summary>Removes layers from a repository.</summary>
    /// <returns>The blobs to be released once that is written.</returns>
    public IReadOnlyList<string> Remove(
        RecordChange change,
        RepositoryRecord repository,
        IEnumerable<string> digests
    ) => Remove(change, digests.Select(digest => change.Find(table, KeyOf(repository, digest))).OfType<LayerRecord>());

    /// <summary>Removes all layers from a repository.</summary>
    /// <returns>The blobs to be released once that is written.</returns>
    public IReadOnlyList<string> RemoveAll(RecordChange change, RepositoryRecord repository) =>
        Remove(change, change.List(table, KeyOf(repository, "")));

    /// <summary>Deletes the blobs that no layer of any repository names any more.</summary>
    public async ValueTask ReleaseAsync(IReadOnlyList<string> released)
    {
        if (released.Count == 0)
        {
            return;
        }

        // The records are gone already: what is not deleted now never will be, so nobody gives up between.
        await records.CaughtUpAsync(records.Store.Generation, CancellationToken.None);
        foreach (var blob in released.Except(table.All.Select(layer => layer.Blob), StringComparer.Ordinal))
        {
            await blobs.DeleteAsync(blob, CancellationToken.None);
        }
    }

    private List<string> Remove(RecordChange change, IEnumerable<LayerRecord> removed)
    {
        var released = new List<string>();
        foreach (var layer in removed)
        {
            change.Remove(table, layer.Key);
            released.Add(layer.Blob);
        }

        return released;
    }

    private static void ThrowIfThere(LayerRecord? layer, RepositoryRecord repository)
    {
        if (layer is not null)
        {
            throw EcrErrors.LayerExists(layer.Digest, repository.Name, repository.Account);
        }
    }

    private static string KeyOf(RepositoryRecord repository, string digest) =>
        Repositories.KeyIn(repository.Key, digest);
}
