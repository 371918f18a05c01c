using System.Buffers;
using Lanyard.Storage;
using Lanyard.Storage.Blobs;

namespace Lanyard.Services.Ecr;

/// <summary>One upload: its bytes go to disk as they come, hashed on the way, one writer at a time.</summary>
/// <param name="id">A UUID.</param>
/// <param name="repository">The one it is for, and no other of its name.</param>
/// <param name="writer">Gets the bytes.</param>
internal sealed class LayerUpload(string id, RepositoryRecord repository, BlobWriter writer, TimeProvider time)
{
    private const int PieceBytes = 128 * 1024;

    private readonly Gate _writing = new();
    private long _received;
    private long _lastUsedAt = time.GetUtcNow().UtcTicks;
    private bool _hasEnded;

    /// <summary>The id, a UUID.</summary>
    public string Id => id;

    /// <summary>The id of the repository it is for.</summary>
    public string RepositoryId { get; } = repository.Id;

    /// <summary>How many bytes have come.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>When its last bytes came.</summary>
    public DateTimeOffset LastUsedAt => new(Volatile.Read(ref _lastUsedAt), TimeSpan.Zero);

    /// <summary>Adds bytes as they come. When they break off, those that came are kept, and a client can go on from there.</summary>
    /// <param name="first">Where they belong: the number of bytes before them.</param>
    /// <exception cref="Wire.Errors.AwsException">They do not belong there, or the upload has ended.</exception>
    public async ValueTask AppendAsync(long first, Stream bytes, CancellationToken cancellationToken)
    {
        using var visit = await EnterAsync(first, cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            int read;
            while ((read = await bytes.ReadAsync(buffer, cancellationToken)) > 0)
            {
                await WriteAsync(buffer.AsMemory(0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <inheritdoc cref="AppendAsync(long, Stream, CancellationToken)" />
    public async ValueTask AppendAsync(long first, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using var visit = await EnterAsync(first, cancellationToken);
        await WriteAsync(bytes);
    }

    /// <summary>Ends it with a last use of its bytes.</summary>
    /// <exception cref="Wire.Errors.AwsException">It has ended already.</exception>
    public async ValueTask<T> EndAsync<T>(Func<BlobWriter, ValueTask<T>> use, CancellationToken cancellationToken)
    {
        using var visit = await EnterAsync(first: null, cancellationToken);
        try
        {
            return await use(writer);
        }
        finally
        {
            _hasEnded = true;
            await writer.DisposeAsync();
        }
    }

    /// <summary>Ends it unless somebody is at it; what has come is gone.</summary>
    public bool TryAbandon()
    {
        if (!_writing.TryEnter(out var visit))
        {
            return false;
        }

        using (visit)
        {
            _hasEnded = true;
            writer.Dispose();
            return true;
        }
    }

    // Whoever is in is alone, and knows that the upload is as long as was believed.
    private async ValueTask<Gate.Visit> EnterAsync(long? first, CancellationToken cancellationToken)
    {
        var visit = await _writing.EnterAsync(cancellationToken);
        var error =
            _hasEnded ? EcrErrors.UploadNotFound(Id)
            : first is { } expected && expected != _received ? EcrErrors.BadPart(this)
            : null;
        if (error is not null)
        {
            visit.Dispose();
            throw error;
        }

        return visit;
    }

    // A piece that is half written could not be told from one that is not: pieces are not given up.
    private async ValueTask WriteAsync(ReadOnlyMemory<byte> piece)
    {
        await writer.WriteAsync(piece, CancellationToken.None);
        Volatile.Write(ref _received, _received + piece.Length);
        Volatile.Write(ref _lastUsedAt, time.GetUtcNow().UtcTicks);
    }
}
