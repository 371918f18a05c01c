using System.Security.Cryptography;
using Lanyard.Storage;
using Lanyard.Storage.Blobs;

namespace Lanyard.Testing.Conformance;

/// <summary>What a store of blobs does: a blob is whole or not there at all.</summary>
public abstract class BlobStoreConformance
{
    private IBlobStore? _opened;

    /// <summary>A store without blobs.</summary>
    protected abstract IBlobStore Open();

    /// <summary>The store under test.</summary>
    protected IBlobStore Blobs => _opened ??= Open();

    /// <summary>Ends with the test.</summary>
    protected static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_committed_blob_reads_back()
    {
        var content = RandomNumberGenerator.GetBytes(300_000);

        var blob = await WriteAsync(content);

        Assert.Equal(content, await ReadAsync(blob.Name));
        Assert.Equal(300_000, blob.LengthBytes);
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
        await using var writer = Blobs.Create();
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
        Assert.Equal(second.Name, Assert.Single(await ListAsync()));
    }

    [Fact]
    public async Task The_same_content_under_fresh_names_is_twoBlobs()
    {
        var first = await WriteAsync("hello"u8.ToArray());
        var second = await WriteAsync("hello"u8.ToArray());

        Assert.Equal(
            new[] { first.Name, second.Name }.Order(StringComparer.Ordinal),
            (await ListAsync()).Order(StringComparer.Ordinal)
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

        await using var stream = await Blobs.OpenReadAsync(blob.Name, Ended);
        stream.Seek(1, SeekOrigin.Begin);
        var part = new byte[3];
        await stream.ReadExactlyAsync(part, Ended);

        Assert.Equal("ell"u8.ToArray(), part);
    }

    [Fact]
    public async Task A_blob_that_was_not_committed_leaves_nothing()
    {
        await using (var writer = Blobs.Create())
        {
            await writer.WriteAsync(new byte[200_000], Ended);
        }

        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_blob_is_not_there_before_it_is_committed()
    {
        await using var writer = Blobs.Create();
        await writer.WriteAsync("hello"u8.ToArray(), Ended);

        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task A_deleted_blob_is_gone()
    {
        var blob = await WriteAsync("hello"u8.ToArray());

        var wasThere = await Blobs.DeleteAsync(blob.Name, Ended);

        Assert.True(wasThere);
        Assert.False(await Blobs.ExistsAsync(blob.Name, Ended));
    }

    [Fact]
    public async Task Deleting_a_blob_that_is_not_there_says_so()
    {
        Assert.False(await Blobs.DeleteAsync(new string('a', 32), Ended));
    }

    [Fact]
    public async Task A_reader_keeps_what_it_opened_when_the_blob_is_deleted()
    {
        var blob = await WriteAsync("hello"u8.ToArray());
        await using var stream = await Blobs.OpenReadAsync(blob.Name, Ended);

        await Blobs.DeleteAsync(blob.Name, Ended);

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
    public async Task A_name_without_a_blob_is_not_found(string name)
    {
        var e = await Assert.ThrowsAsync<StoreException>(async () => await Blobs.OpenReadAsync(name, Ended));

        Assert.Equal(StoreFault.NotFound, e.Kind);
    }

    [Fact]
    public async Task Clearing_removes_every_blob()
    {
        await WriteAsync("one"u8.ToArray());
        await WriteAsync("two"u8.ToArray());

        var freed = Blobs.ClearAsync();

        Assert.Empty(await ListAsync());
        await freed;
    }

    [Fact]
    public async Task A_writer_under_way_can_commit_after_a_clearing()
    {
        await using var writer = Blobs.Create();
        await writer.WriteAsync("hello"u8.ToArray(), Ended);
        await Blobs.ClearAsync();

        var blob = await writer.CommitAsync(Ended);

        Assert.Equal("hello"u8.ToArray(), await ReadAsync(blob.Name));
    }

    /// <summary>Writes a blob under a fresh name.</summary>
    protected Task<Blob> WriteAsync(byte[] content) => WriteAsync(content, writer => writer.CommitAsync(Ended));

    private Task<Blob> WriteByDigestAsync(byte[] content) =>
        WriteAsync(content, writer => writer.CommitByDigestAsync(Ended));

    private async Task<Blob> WriteAsync(byte[] content, Func<BlobWriter, Task<Blob>> commit)
    {
        await using var writer = Blobs.Create();
        await writer.WriteAsync(content, Ended);
        return await commit(writer);
    }

    private async Task<List<string>> ListAsync() => await Blobs.ListAsync(Ended).ToListAsync(Ended);

    private async Task<byte[]> ReadAsync(string name)
    {
        await using var stream = await Blobs.OpenReadAsync(name, Ended);
        var content = new byte[stream.Length];
        await stream.ReadExactlyAsync(content, Ended);
        return content;
    }
}
