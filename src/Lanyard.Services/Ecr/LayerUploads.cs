using System.Collections.Concurrent;
using Lanyard.Access;
using Lanyard.Storage.Blobs;

namespace Lanyard.Services.Ecr;

/// <summary>
/// The uploads that are under way. They live as long as the server, and an hour after their last byte: a client begins a
/// broken push anew.
/// </summary>
public sealed class LayerUploads
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, LayerUpload> _uploads = new(StringComparer.Ordinal);
    private readonly IBlobStore _blobs;
    private readonly IdSource _ids;
    private readonly TimeProvider _time;

    internal LayerUploads(IBlobStore blobs, IdSource ids, TimeProvider time)
    {
        _blobs = blobs;
        _ids = ids;
        _time = time;
    }

    /// <summary>Finds an upload to a repository; null when there is none.</summary>
    /// <param name="repository">The repository's key: account, region and name.</param>
    public LayerUpload? Find(string repository, string id) =>
        _uploads.TryGetValue(id, out var upload) && upload.Repository == repository ? upload : null;

    /// <summary>Begins an upload to a repository, and sweeps out those that nobody goes on with.</summary>
    internal LayerUpload Begin(string repository)
    {
        var now = _time.GetUtcNow();
        foreach (var (id, old) in _uploads)
        {
            if (now - old.LastUsedAt > LongestPause && old.TryAbandon())
            {
                _uploads.TryRemove(id, out _);
            }
        }

        var upload = new LayerUpload(_ids.NewUuid(), repository, _blobs.Create(), _time);
        _uploads[upload.Id] = upload;
        return upload;
    }

    /// <summary>Ends an upload with a last use of its bytes; what that does not commit is gone.</summary>
    internal async ValueTask<T> EndAsync<T>(
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
