using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Lanyard.Access;
using Lanyard.Storage.Blobs;

namespace Lanyard.Services.Ecr;

/// <summary>The uploads that are under way. They live as long as the server: a client begins a broken push anew.</summary>
public sealed class LayerUploads
{
    private readonly ConcurrentDictionary<string, LayerUpload> _uploads = new(StringComparer.Ordinal);
    private readonly BlobStore _blobs;
    private readonly IdSource _ids;

    internal LayerUploads(BlobStore blobs, IdSource ids)
    {
        _blobs = blobs;
        _ids = ids;
    }

    /// <summary>Begins an upload to a repository.</summary>
    internal LayerUpload Begin(string repository)
    {
        var upload = new LayerUpload(_ids.NewUuid(), repository, _blobs.Create());
        _uploads[upload.Id] = upload;
        return upload;
    }

    /// <summary>Finds an upload to a repository; null when there is none.</summary>
    /// <param name="repository">The repository's key: account, region and name.</param>
    public LayerUpload? Find(string repository, string id) =>
        _uploads.TryGetValue(id, out var upload)
        && string.Equals(upload.Repository, repository, StringComparison.Ordinal)
            ? upload
            : null;

    /// <summary>Ends an upload; what was not committed is gone.</summary>
    public async ValueTask EndAsync(LayerUpload upload)
    {
        _uploads.TryRemove(upload.Id, out _);
        await upload.Writer.DisposeAsync();
    }
}

/// <summary>One upload: its bytes go to disk as they come, hashed on the way.</summary>
/// <param name="id">As in a UUID.</param>
/// <param name="repository">The key of the repository it is for.</param>
/// <param name="writer">Where its bytes go.</param>
[SuppressMessage("Design", "CA1001", Justification = "the semaphore never makes a wait handle, so nothing is held")]
public sealed class LayerUpload(string id, string repository, BlobWriter writer)
{
    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>The id.</summary>
    public string Id => id;

    /// <summary>The repository's key.</summary>
    public string Repository => repository;

    /// <summary>How many bytes have come.</summary>
    public long Received => writer.Length;

    internal BlobWriter Writer => writer;

    /// <summary>Adds bytes, one writer at a time.</summary>
    public async ValueTask AppendAsync(Stream bytes, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await bytes.CopyToAsync(writer, cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }
}
