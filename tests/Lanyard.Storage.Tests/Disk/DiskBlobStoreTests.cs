using Lanyard.Storage.Blobs;
using Lanyard.Storage.Disk;
using Lanyard.Testing;
using Lanyard.Testing.Conformance;

namespace Lanyard.Storage.Tests.Disk;

/// <summary>Blobs on disk do what blobs do, and leave nothing lying about.</summary>
public sealed class DiskBlobStoreTests : BlobStoreConformance, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    /// <inheritdoc />
    public void Dispose() => _directory.Dispose();

    /// <inheritdoc />
    protected override IBlobStore Open() => DiskBlobStore.Open(_directory.Path);

    [Fact]
    public async Task What_a_killed_process_left_unfinished_is_swept_out_at_the_next_start()
    {
        await using var writer = Blobs.Create();
        await writer.WriteAsync(new byte[200_000], Ended);

        Open();

        Assert.Empty(Files());
    }

    [Fact]
    public async Task Committed_blobs_are_there_after_a_restart()
    {
        var blob = await WriteAsync("hello"u8.ToArray());

        Assert.True(await Open().ExistsAsync(blob.Name, Ended));
    }

    [Fact]
    public async Task A_blob_that_was_not_committed_leaves_no_file()
    {
        await using (var writer = Blobs.Create())
        {
            await writer.WriteAsync(new byte[200_000], Ended);
        }

        Assert.Empty(Files());
    }

    [Fact]
    public async Task Clearing_gives_the_space_back()
    {
        await WriteAsync("one"u8.ToArray());
        await WriteAsync("two"u8.ToArray());

        await Blobs.ClearAsync();

        Assert.Empty(Files());
    }

    private string[] Files() => Directory.GetFiles(_directory.Path, "*", SearchOption.AllDirectories);
}
