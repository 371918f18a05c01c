using Lanyard.Storage;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.Tests.S3;

/// <summary>What is under way on a bucket when it goes, and the next of its name, which is another.</summary>
public sealed class BucketLifetimeTests : IAsyncLifetime
{
    private S3Door _s3 = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _s3 = await S3Door.OpenAsync();

    public ValueTask DisposeAsync() => _s3.DisposeAsync();

    [Fact]
    public async Task Upload_does_not_land_in_a_bucket_that_another_account_made_meanwhile()
    {
        var body = new HeldStream();
        var slow = _s3.FailAsync(S3Model.PutObject, S3Door.Put("k") with { Body = body });
        await body.IsRead;

        await _s3.DeleteBucketAsync();
        await _s3.CreateBucketAsync(_s3.Stranger);
        body.Release();

        Assert.Equal("NoSuchBucket", (await slow).Code);
        Assert.Empty(await _s3.KeysAsync(_s3.Stranger));
        Assert.Empty(await _s3.Door.BlobsAsync());
    }

    [Fact]
    public async Task Upload_into_a_bucket_that_was_deleted_meanwhile_leaves_nothing()
    {
        var body = new HeldStream();
        var slow = _s3.FailAsync(S3Model.PutObject, S3Door.Put("k") with { Body = body });
        await body.IsRead;

        await _s3.DeleteBucketAsync();
        body.Release();

        Assert.Equal("NoSuchBucket", (await slow).Code);
        Assert.Empty(await _s3.Door.BlobsAsync());
        await _s3.CreateBucketAsync();
        Assert.Empty(await _s3.KeysAsync());
    }

    [Fact]
    public async Task Bucket_is_deleted_empty_or_not_at_all()
    {
        for (var i = 0; i < 100; i++)
        {
            var put = Task.Run(() => TryAsync(() => _s3.PutAsync("k")), Token);
            var delete = Task.Run(() => TryAsync(_s3.DeleteBucketAsync), Token);
            var (isPut, isDeleted) = (await put, await delete);

            Assert.NotEqual(isPut, isDeleted);
            Assert.Equal(isPut ? 1 : 0, (await _s3.Door.BlobsAsync()).Count);
            if (isDeleted)
            {
                await _s3.CreateBucketAsync();
            }
            else
            {
                await _s3.SendAsync(S3Model.DeleteObject, new DeleteObjectInput { Bucket = S3Door.Bucket, Key = "k" });
            }
        }
    }

    [Fact]
    public async Task Upload_that_crosses_a_reset_leaves_nothing()
    {
        var body = new HeldStream();
        var slow = _s3.FailAsync(S3Model.PutObject, S3Door.Put("k") with { Body = body });
        await body.IsRead;

        await ForgetAsync();
        await _s3.Door.CaughtUpAsync();
        await _s3.CreateBucketAsync();
        body.Release();

        Assert.Equal("NoSuchBucket", (await slow).Code);
        Assert.Empty(await _s3.KeysAsync());
        Assert.Empty(await _s3.Door.BlobsAsync());
    }

    [Fact]
    public async Task Upload_that_ends_within_a_reset_leaves_nothing()
    {
        await ForgetAsync();
        var late = await _s3.FailAsync(S3Model.PutObject, S3Door.Put("k"));
        await _s3.Door.CaughtUpAsync();
        await _s3.CreateBucketAsync();

        Assert.Equal("NoSuchBucket", late.Code);
        Assert.Empty(await _s3.KeysAsync());
        Assert.Empty(await _s3.Door.BlobsAsync());
    }

    // The part of a reset that comes before the tables follow.
    private async Task ForgetAsync()
    {
        var batch = new StoreBatch().Clear();
        foreach (var collection in new[] { "iam.users", "iam.access-keys" })
        {
            foreach (var kept in await _s3.Door.Store.ListAsync(collection, cancellationToken: Token))
            {
                batch.Put(collection, kept.Key, kept.Value);
            }
        }

        await _s3.Door.Store.CommitAsync(batch, Token);
        await _s3.Door.Host.Blobs.ClearAsync().WaitAsync(Token);
    }

    private static async Task<bool> TryAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (Wire.Errors.AwsException)
        {
            return false;
        }
    }
}
