using System.Collections.Concurrent;
using Lanyard.Access;
using Lanyard.Storage.Blobs;

namespace Lanyard.Services.Ecr;

/// <summary>
/// The uploads that are under way. They live as long as the server, and an hour after their last byte: a client begins a
/// broken push anew.
/// </summary>
internal sealed class LayerUploads(IBlobStore blobs, IdSource ids, TimeProvider time)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, LayerUpload> _uploads = new(StringComparer.Ordinal);

    /// <summary>Finds an upload to a repository.</summary>
    /// <exception cref="Wire.Errors.AwsException"><c>UploadNotFoundException</c>, also when it is to another of that name.</exception>
    public LayerUpload Find(RepositoryRecord repository, string id) =>
        _uploads.TryGetValue(id, out var upload) && upload.RepositoryId == repository.Id
            ? upload
            : throw EcrErrors.UploadNotFound(id);

    /// <summary>Begins an upload to a repository, and sweeps out those that nobody goes on with.</summary>
    public LayerUpload Begin(RepositoryRecord repository)
    {
        var now = time.GetUtcNow();
        foreach (var (id, old) in _uploads)
        {
            if (now - old.LastUsedAt > LongestPause && old.TryAbandon())
            {
                _uploads.TryRemove(id, out _);
            }
        }

        var upload = new LayerUpload(ids.NewUuid(), repository, blobs.Create(), time);
        _uploads[upload.Id] = upload;
        return upload;
    }

    /// <summary>Ends an upload with a last use of its bytes; what that does not commit is gone.</summary>
    public async ValueTask<T> EndAsync<T>(
        LayerUpload upload,
        Func<BlobWriter, ValueTask<T>> use,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await upload.EndAsync(use, cancellationToken);
        }
        finally
        {
            _uploads.TryRemove(upload.Id, out _);
        }
    }
}
