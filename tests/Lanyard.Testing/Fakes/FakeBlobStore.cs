using System.Collections.Concurrent;
using Lanyard.Storage;
using Lanyard.Storage.Blobs;

namespace Lanyard.Testing.Fakes;

/// <summary>Blobs in memory.</summary>
public sealed class FakeBlobStore : IBlobStore
{
    private readonly ConcurrentDictionary<string, byte[]> _blobs = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public BlobWriter Create() => new Writer(_blobs);

    /// <inheritdoc />
    public ValueTask<Stream> OpenReadAsync(string name, CancellationToken cancellationToken = default) =>
        _blobs.TryGetValue(BlobName.Checked(name), out var content)
            ? new(new MemoryStream(content, writable: false))
            : throw new StoreException(StoreFault.NotFound, $"there is no blob `{name}`");

    /// <inheritdoc />
    public ValueTask<bool> ExistsAsync(string name, CancellationToken cancellationToken = default) =>
        new(_blobs.ContainsKey(BlobName.Checked(name)));

    /// <inheritdoc />
    public ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken = default) =>
        new(_blobs.TryRemove(BlobName.Checked(name), out _));

    /// <inheritdoc />
    public IAsyncEnumerable<string> ListAsync(CancellationToken cancellationToken = default) =>
        _blobs.Keys.ToAsyncEnumerable();

    /// <inheritdoc />
    public Task ClearAsync()
    {
        _blobs.Clear();
        return Task.CompletedTask;
    }

    private sealed class Writer(ConcurrentDictionary<string, byte[]> blobs) : BlobWriter
    {
        private readonly MemoryStream _bytes = new();

        public override void Flush() { }

        protected override void Append(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

        protected override ValueTask AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
            _bytes.WriteAsync(bytes, cancellationToken);

        protected override Task KeepAsync(string name, CancellationToken cancellationToken)
        {
            blobs[name] = _bytes.ToArray();
            return Task.CompletedTask;
        }

        protected override void Discard() => _bytes.Dispose();
    }
}
