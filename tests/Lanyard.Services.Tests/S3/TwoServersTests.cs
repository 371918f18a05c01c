using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.Tests.S3;

/// <summary>Two servers over one store: what one writes the other answers, and what must hold holds across both.</summary>
public sealed class TwoServersTests : IAsyncLifetime
{
    private S3Door _one = null!;
    private S3Door _other = null!;

    public async ValueTask InitializeAsync()
    {
        _one = await S3Door.OpenAsync();
        _other = await _one.BesideAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await _one.DisposeAsync();
    }

    [Fact]
    public async Task Object_that_is_put_through_one_is_read_through_the_other()
    {
        await _one.PutAsync("k", "text");

        var read = await _other.SendAsync(S3Model.GetObject, S3Door.Get("k"));
        await using var body = read.Body!;
        using var text = new StreamReader(body);

        Assert.Equal("text", await text.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["k"], await _other.KeysAsync());
    }

    [Fact]
    public async Task Of_two_puts_that_want_to_be_the_first_one_is()
    {
        for (var i = 0; i < 20; i++)
        {
            var put = S3Door.Put($"k{i}") with { IfNoneMatch = "*" };
            var again = S3Door.Put($"k{i}") with { IfNoneMatch = "*" };

            var outcomes = await Task.WhenAll(
                Task.Run(() => IsDoneAsync(() => _one.SendAsync(S3Model.PutObject, put))),
                Task.Run(() => IsDoneAsync(() => _other.SendAsync(S3Model.PutObject, again)))
            );

            Assert.Single(outcomes, isDone => isDone);
            Assert.Equal(
                i + 1,
                await _one
                    .Door.Host.Blobs.ListAsync(TestContext.Current.CancellationToken)
                    .CountAsync(TestContext.Current.CancellationToken)
            );
        }
    }

    [Fact]
    public async Task Bucket_is_deleted_empty_or_not_at_all()
    {
        for (var i = 0; i < 20; i++)
        {
            await _other.Door.CaughtUpAsync();
            var put = Task.Run(() => IsDoneAsync(() => _one.PutAsync("k")));
            var delete = Task.Run(() => IsDoneAsync(_other.DeleteBucketAsync));
            var (isPut, isDeleted) = (await put, await delete);

            Assert.NotEqual(isPut, isDeleted);
            Assert.Equal(
                isPut ? 1 : 0,
                await _one
                    .Door.Host.Blobs.ListAsync(TestContext.Current.CancellationToken)
                    .CountAsync(TestContext.Current.CancellationToken)
            );
            await _one.Door.CaughtUpAsync();
            if (isDeleted)
            {
                await _one.CreateBucketAsync();
            }
            else
            {
                await _one.SendAsync(S3Model.DeleteObject, new DeleteObjectInput { Bucket = S3Door.Bucket, Key = "k" });
            }
        }
    }

    private static async Task<bool> IsDoneAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (AwsException)
        {
            return false;
        }
    }
}
