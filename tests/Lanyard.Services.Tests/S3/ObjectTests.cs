using System.Text;
using Lanyard.Access.Sessions;
using Lanyard.Policy;
using Lanyard.Services.S3;
using Lanyard.Testing.Doors;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.Tests.S3;

/// <summary>Objects and buckets, through the front door.</summary>
public sealed class ObjectTests : IAsyncLifetime
{
    private static readonly AccountId Other = AccountId.Parse("444455556666");

    private TestDoor _door = null!;
    private Caller _owner = null!;

    public async ValueTask InitializeAsync()
    {
        _door = await TestDoor.OpenAsync(async host =>
            (IReadOnlyList<IService>)[await S3Service.OpenAsync(host, default)]
        );
        _owner = await _door.AdministratorAsync();
        await _door.SendAsync(_owner, S3Model.CreateBucket, new CreateBucketInput { Bucket = "bucket" });
    }

    public ValueTask DisposeAsync() => _door.DisposeAsync();

    [Fact]
    public async Task An_object_comes_back_as_it_was_put()
    {
        await PutAsync("a/ä b+c.txt", "hello");

        var got = await GetAsync(_owner, "a/ä b+c.txt");

        Assert.Equal("hello", got);
    }

    [Fact]
    public async Task The_ETag_is_the_MD5_in_quotes()
    {
        var put = await PutAsync("k", "hello");

        Assert.Equal("\"5d41402abc4b2a76b9719d911017c592\"", put.ETag);
    }

    [Fact]
    public async Task A_put_replaces_the_object_of_that_key()
    {
        await PutAsync("k", "one");
        await PutAsync("k", "two");

        Assert.Equal("two", await GetAsync(_owner, "k"));
    }

    [Fact]
    public async Task A_range_is_a_part_of_the_object()
    {
        await PutAsync("k", "0123456789");

        var got = await _door.SendAsync(
            _owner,
            S3Model.GetObject,
            new GetObjectInput
            {
                Bucket = "bucket",
                Key = "k",
                Range = "bytes=2-4",
            }
        );

        Assert.Equal("bytes 2-4/10", got.ContentRange);
        Assert.Equal("234", await ReadAsync(got.Body!));
    }

    [Theory]
    [InlineData("bytes=-3", "789")]
    [InlineData("bytes=7-", "789")]
    [InlineData("bytes=8-99", "89")]
    public async Task Ranges_may_be_open_on_a_side(string range, string expected)
    {
        await PutAsync("k", "0123456789");

        var got = await _door.SendAsync(
            _owner,
            S3Model.GetObject,
            new GetObjectInput
            {
                Bucket = "bucket",
                Key = "k",
                Range = range,
            }
        );

        Assert.Equal(expected, await ReadAsync(got.Body!));
    }

    [Fact]
    public async Task A_range_behind_the_end_is_refused()
    {
        await PutAsync("k", "0123");

        var error = await RefusedAsync(() =>
            _door.SendAsync(
                _owner,
                S3Model.GetObject,
                new GetObjectInput
                {
                    Bucket = "bucket",
                    Key = "k",
                    Range = "bytes=9-",
                }
            )
        );

        Assert.Equal(("InvalidRange", 416), (error.Code, error.StatusCode));
    }

    [Fact]
    public async Task A_missing_key_is_shown_to_who_may_list_the_bucket()
    {
        var error = await RefusedAsync(() => GetAsync(_owner, "nothing"));

        Assert.Equal("NoSuchKey", error.Code);
        Assert.Equal("The specified key does not exist.", error.Message);
    }

    [Fact]
    public async Task A_missing_key_is_denied_to_who_may_not_list_the_bucket()
    {
        var reader = await _door.UserAsync("reader", Allow("s3:GetObject", "arn:aws:s3:::bucket/*"));

        var error = await RefusedAsync(() => GetAsync(reader, "nothing"));

        Assert.Equal(("AccessDenied", 403), (error.Code, error.StatusCode));
    }

    [Fact]
    public async Task A_refusal_names_the_object_in_quotes()
    {
        var nobody = await _door.UserAsync("nobody", Allow("s3:ListAllMyBuckets", "*"));

        var error = await RefusedAsync(() => GetAsync(nobody, "k"));

        Assert.Equal(
            "User: arn:aws:iam::111122223333:user/nobody is not authorized to perform: s3:GetObject on resource: "
                + "\"arn:aws:s3:::bucket/k\" because no identity-based policy allows the s3:GetObject action",
            error.Message
        );
    }

    [Fact]
    public async Task Another_account_needs_the_bucket_policy_and_its_own()
    {
        await PutAsync("k", "shared");
        var stranger = await _door.UserAsync("stranger", TestDoor.AllowAll, Other);
        var before = await RefusedAsync(() => GetAsync(stranger, "k"));

        await _door.SendAsync(
            _owner,
            S3Model.PutBucketPolicy,
            new PutBucketPolicyInput
            {
                Bucket = "bucket",
                Policy =
                    """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*"}]}""",
            }
        );

        Assert.Equal("Access Denied", before.Message);
        Assert.Equal("shared", await GetAsync(stranger, "k"));
    }

    [Fact]
    public async Task Everybody_may_read_what_the_bucket_policy_gives_everybody()
    {
        await PutAsync("public/k", "for all");
        await _door.SendAsync(
            _owner,
            S3Model.PutBucketPolicy,
            new PutBucketPolicyInput
            {
                Bucket = "bucket",
                Policy =
                    """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/public/*"}]}""",
            }
        );

        Assert.Equal("for all", await GetAsync(Caller.Anonymous, "public/k"));
        Assert.Equal("AccessDenied", (await RefusedAsync(() => GetAsync(Caller.Anonymous, "private"))).Code);
    }

    [Fact]
    public async Task A_bucket_policy_may_name_only_its_own_bucket()
    {
        var error = await RefusedAsync(() =>
            _door.SendAsync(
                _owner,
                S3Model.PutBucketPolicy,
                new PutBucketPolicyInput
                {
                    Bucket = "bucket",
                    Policy =
                        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::other/*"}]}""",
                }
            )
        );

        Assert.Equal(("MalformedPolicy", "Policy has invalid resource"), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("Bucket")]
    [InlineData("192.168.1.1")]
    [InlineData("a..b")]
    [InlineData("-bucket")]
    public async Task Names_that_no_bucket_can_have_are_refused(string name)
    {
        var error = await RefusedAsync(() =>
            _door.SendAsync(_owner, S3Model.CreateBucket, new CreateBucketInput { Bucket = name })
        );

        Assert.Equal("InvalidBucketName", error.Code);
    }

    [Fact]
    public async Task A_name_that_another_account_has_is_taken()
    {
        var stranger = await _door.AdministratorAsync(Other);

        var error = await RefusedAsync(() =>
            _door.SendAsync(stranger, S3Model.CreateBucket, new CreateBucketInput { Bucket = "bucket" })
        );

        Assert.Equal(("BucketAlreadyExists", 409), (error.Code, error.StatusCode));
    }

    [Fact]
    public async Task A_bucket_with_objects_is_not_deleted()
    {
        await PutAsync("k", "x");

        var error = await RefusedAsync(() =>
            _door.SendAsync(_owner, S3Model.DeleteBucket, new DeleteBucketInput { Bucket = "bucket" })
        );

        Assert.Equal("BucketNotEmpty", error.Code);
    }

    [Fact]
    public async Task Keys_are_listed_in_order_and_rolled_up_below_a_delimiter()
    {
        foreach (var key in (string[])["b", "a/2", "a/1", "c/x/y"])
        {
            await PutAsync(key, "x");
        }

        var listed = await _door.SendAsync(
            _owner,
            S3Model.ListObjectsV2,
            new ListObjectsV2Input { Bucket = "bucket", Delimiter = "/" }
        );

        Assert.Equal(["b"], listed.Contents!.Select(item => item.Key));
        Assert.Equal(["a/", "c/"], listed.CommonPrefixes!.Select(item => item.Prefix));
    }

    [Fact]
    public async Task Pages_hold_every_key_once()
    {
        for (var i = 0; i < 7; i++)
        {
            await PutAsync($"k{i}", "x");
        }

        var keys = new List<string?>();
        string? token = null;
        do
        {
            var page = await _door.SendAsync(
                _owner,
                S3Model.ListObjectsV2,
                new ListObjectsV2Input
                {
                    Bucket = "bucket",
                    MaxKeys = 3,
                    ContinuationToken = token,
                }
            );
            keys.AddRange(page.Contents!.Select(item => item.Key));
            token = page.NextContinuationToken;
        } while (token is not null);

        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"k{i}"), keys);
    }

    [Fact]
    public async Task A_deleted_object_is_gone_with_its_bytes()
    {
        await PutAsync("k", "x");
        await _door.SendAsync(_owner, S3Model.DeleteObject, new DeleteObjectInput { Bucket = "bucket", Key = "k" });

        Assert.Equal("NoSuchKey", (await RefusedAsync(() => GetAsync(_owner, "k"))).Code);
        Assert.Empty(await _door.BlobsAsync());
    }

    [Fact]
    public async Task A_payload_that_breaks_off_leaves_nothing()
    {
        var broken = new BrokenStream();

        await Assert.ThrowsAsync<IOException>(() =>
            _door.SendAsync(
                _owner,
                S3Model.PutObject,
                new PutObjectInput
                {
                    Bucket = "bucket",
                    Key = "k",
                    Body = broken,
                }
            )
        );

        Assert.Empty(await _door.BlobsAsync());
        Assert.Equal("NoSuchKey", (await RefusedAsync(() => GetAsync(_owner, "k"))).Code);
    }

    private Task<PutObjectOutput> PutAsync(string key, string text) =>
        _door.SendAsync(
            _owner,
            S3Model.PutObject,
            new PutObjectInput
            {
                Bucket = "bucket",
                Key = key,
                Body = new MemoryStream(Encoding.UTF8.GetBytes(text)),
            }
        );

    private async Task<string> GetAsync(Caller caller, string key)
    {
        var got = await _door.SendAsync(caller, S3Model.GetObject, new GetObjectInput { Bucket = "bucket", Key = key });
        return await ReadAsync(got.Body!);
    }

    private static async Task<string> ReadAsync(Stream body)
    {
        using var reader = new StreamReader(body);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static Task<AwsException> RefusedAsync(Func<Task> call) => Assert.ThrowsAsync<AwsException>(call);

    private static string Allow(string action, string resource) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"{{action}}","Resource":"{{resource}}"}]}""";

    private sealed class BrokenStream : MemoryStream
    {
        private bool _hasGiven;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_hasGiven)
            {
                throw new IOException("the peer is gone");
            }

            _hasGiven = true;
            buffer.Span[0] = 1;
            return new(1);
        }
    }
}
