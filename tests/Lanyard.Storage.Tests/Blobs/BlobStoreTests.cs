using System.Security.Cryptography;
using Lanyard.Storage.Blobs;
using Lanyard.Testing;

namespace Lanyard.Storage.Tests.Blobs;

/// <summary>A blob is whole or not there at all.</summary>
public sealed class BlobStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly BlobStore _blobs;

    public BlobStoreTests() => _blobs = BlobStore.Open(_directory.Path);

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_committed_blob_reads_back()
    {
        var content = RandomNumberGenerator.GetBytes(300_000);

        var blob = await WriteAsync(content);

        Assert.Equal(content, await ReadAsync(blob.Name));
        Assert.Equal(300_000, _blobs.LengthBytes(blob.Name));
    }

    [Fact]
    public async Task A_blob_knows_its_length_and_digest()
    {
        var blob = await WriteAsync("hello"u8.ToArray());

        Assert.Equal(
            (5, "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"),
            (blob.LengthBytes, blob.Sha256)
        );
    }

    [Fact]
    public async Task The_digest_covers_every_way_of_writing()
    {
        await using var writer = _blobs.Create();
        writer.Write("he"u8);
        writer.WriteByte((byte)'l');
        await writer.WriteAsync("l"u8.ToArray(), Ended);
        writer.Write([(byte)'-', (byte)'o'], 1, 1);

        Assert.Equal("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", writer.CurrentSha256());
        Assert.Equal("hello"u8.ToArray(), await ReadAsync((await writer.CommitAsync(Ended)).Name));
    }

    [Fact]
    public async Task The_same_content_under_its_digest_is_one_blob()
    {
        var first = await WriteByDigestAsync("hello"u8.ToArray());
        var second = await WriteByDigestAsync("hello"u8.ToArray());

        Assert.Equal(first.Sha256, first.Name);
        Assert.Equal(second.Name, Assert.Single(_blobs.List()));
    }

    [Fact]
    public async Task The_same_content_under_fresh_names_is_two_blobs()
    {
        var first = await WriteAsync("hello"u8.ToArray());
        var second = await WriteAsync("hello"u8.ToArray());

        Assert.Equal(
            new[] { first.Name, second.Name }.Order(StringComparer.Ordinal),
            _blobs.List().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task An_empty_blob_is_a_blob()
    {
        var blob = await WriteAsync([]);

        Assert.Empty(await ReadAsync(blob.Name));
    }

    [Fact]
    public async Task A_part_of_a_blob_can_be_read()
    {
        var blob = await WriteAsync("hello"u8.ToArray());

        await using var stream = _blobs.OpenRead(blob.Name);
        stream.Seek(1, SeekOrigin.Begin);
        var part = new byte[3];
        await stream.ReadExactlyAsync(part, Ended);

        Assert.Equal("ell"u8.ToArray(), part);
    }

    [Fact]
    public async Task A_blob_that_was_not_committed_leaves_nothing()
    {
        await using (var writer = _blobs.Create())
        {
            await writer.WriteAsync(new byte[200_000], Ended);
        }

        Assert.Empty(_blobs.List());
        Assert.Empty(Directory.GetFiles(_directory.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_blob_is_not_there_before_it_is_committed()
    {
        await using var writer = _blobs.Create();
        await writer.WriteAsync("hello"u8.ToArray(), Ended);

        Assert.Empty(_blobs.List());
    }

    [Fact]
    public async Task What_a_killed_process_left_unfinished_is_swept_out_at_the_next_start()
    {
        await using var writer = _blobs.Create();
        await writer.WriteAsync(new byte[200_000], Ended);

        BlobStore.Open(_directory.Path);

        Assert.Empty(Directory.GetFiles(_directory.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Committed_blobs_are_there_after_a_restart()
    {
        var blob = await WriteAsync("hello"u8.ToArray());

        Assert.True(BlobStore.Open(_directory.Path).Exists(blob.Name));
    }

    [Fact]
    public async Task A_deleted_blob_is_gone()
    {
        var blob = await WriteAsync("hello"u8.ToArray());

        var wasThere = _blobs.Delete(blob.Name);

        Assert.True(wasThere);
        Assert.False(_blobs.Exists(blob.Name));
    }

    [Fact]
    public void Deleting_a_blob_that_is_not_there_says_so()
    {
        Assert.False(_blobs.Delete(new string('a', 32)));
    }

    [Fact]
    public async Task A_reader_keeps_what_it_opened_when_the_blob_is_deleted()
    {
        var blob = await WriteAsync("hello"u8.ToArray());
        await using var stream = _blobs.OpenRead(blob.Name);

        _blobs.Delete(blob.Name);

        var content = new byte[5];
        await stream.ReadExactlyAsync(content, Ended);
        Assert.Equal("hello"u8.ToArray(), content);
    }

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("none")]
    [InlineData("")]
    [InlineData("../../../../../../../../etc/passwd")]
    [InlineData("..aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void A_name_without_a_blob_is_not_found(string name)
    {
        var e = Assert.Throws<StoreException>(() => _blobs.OpenRead(name));

        Assert.Equal(StoreFault.NotFound, e.Kind);
    }

    [Fact]
    public async Task Clearing_removes_every_blob_and_gives_the_space_back()
    {
        await WriteAsync("one"u8.ToArray());
        await WriteAsync("two"u8.ToArray());

        var freed = _blobs.ClearAsync();

        Assert.Empty(_blobs.List());
        await freed;
        Assert.Empty(Directory.GetFiles(_directory.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_writer_under_way_can_commit_after_a_clearing()
    {
        await using var writer = _blobs.Create();
        await writer.WriteAsync("hello"u8.ToArray(), Ended);
        await _blobs.ClearAsync();

        var blob = await writer.CommitAsync(Ended);

        Assert.Equal("hello"u8.ToArray(), await ReadAsync(blob.Name));
    }

    private Task<Blob> WriteAsync(byte[] content) => WriteAsync(content, writer => writer.CommitAsync(Ended));

    private Task<Blob> WriteByDigestAsync(byte[] content) =>
        WriteAsync(content, writer => writer.CommitByDigestAsync(Ended));

    private async Task<Blob> WriteAsync(byte[] content, Func<BlobWriter, Task<Blob>> commit)
    {
        await using var writer = _blobs.Create();
        await writer.WriteAsync(content, Ended);
        return await commit(writer);
    }

    private async Task<byte[]> ReadAsync(string name)
    {
        await using var stream = _blobs.OpenRead(name);
        var content = new byte[stream.Length];
        await stream.ReadExactlyAsync(content, Ended);
        return content;
    }
}
