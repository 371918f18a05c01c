using Lanyard.Access.Sessions;
using Lanyard.Services.S3;
using Lanyard.Testing.Doors;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.S3;
using Lanyard.Wire.Protocols;

namespace Lanyard.Services.Tests.S3;

/// <summary>What S3 says when it does not do what it is asked.</summary>
public sealed class BucketErrorTests : IAsyncLifetime
{
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
    public async Task Unknown_bucket_is_named()
    {
        var error = await FailAsync(S3Model.GetObject, new GetObjectInput { Bucket = "other", Key = "k" });

        Assert.Equal(
            ("NoSuchBucket", "The specified bucket does not exist", 404),
            (error.Code, error.Message, error.StatusCode)
        );
        Assert.Contains(new("BucketName", "other"), error.Details);
    }

    [Fact]
    public async Task Missing_key_is_named()
    {
        var error = await FailAsync(S3Model.GetObject, new GetObjectInput { Bucket = "bucket", Key = "k" });

        Assert.Contains(new("Key", "k"), error.Details);
    }

    [Fact]
    public async Task Bucket_without_a_policy_has_none()
    {
        var error = await FailAsync(S3Model.GetBucketPolicy, new GetBucketPolicyInput { Bucket = "bucket" });

        Assert.Equal(
            ("NoSuchBucketPolicy", "The bucket policy does not exist", 404),
            (error.Code, error.Message, error.StatusCode)
        );
    }

    [Fact]
    public async Task One_s_own_bucket_is_made_again_in_the_first_region_alone()
    {
        var elsewhere = new CreateBucketInput
        {
            Bucket = "elsewhere",
            CreateBucketConfiguration = new CreateBucketConfiguration { LocationConstraint = "eu-west-1" },
        };
        await _door.SendAsync(_owner, S3Model.CreateBucket, elsewhere, "eu-west-1");

        var again = await _door.SendAsync(_owner, S3Model.CreateBucket, new CreateBucketInput { Bucket = "bucket" });
        var error = await FailAsync(S3Model.CreateBucket, elsewhere, region: "eu-west-1");

        Assert.Equal("/bucket", again.Location);
        Assert.Equal(
            (
                "BucketAlreadyOwnedByYou",
                "Your previous request to create the named bucket succeeded and you already own it.",
                409
            ),
            (error.Code, error.Message, error.StatusCode)
        );
    }

    [Fact]
    public async Task Location_of_another_region_is_refused()
    {
        var input = new CreateBucketInput
        {
            Bucket = "elsewhere",
            CreateBucketConfiguration = new CreateBucketConfiguration { LocationConstraint = "us-west-2" },
        };

        var error = await FailAsync(S3Model.CreateBucket, input, region: "eu-west-1");

        Assert.Equal(
            (
                "IllegalLocationConstraintException",
                "The us-west-2 location constraint is incompatible for the region specific endpoint this request was sent to."
            ),
            (error.Code, error.Message)
        );
    }

    [Fact]
    public async Task Region_without_a_location_is_refused()
    {
        var error = await FailAsync(
            S3Model.CreateBucket,
            new CreateBucketInput { Bucket = "elsewhere" },
            region: "eu-west-1"
        );

        Assert.Equal(
            "The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.",
            error.Message
        );
    }

    [Fact]
    public async Task Call_to_the_wrong_region_is_told_the_right_one()
    {
        var error = await FailAsync(
            S3Model.ListObjectsV2,
            new ListObjectsV2Input { Bucket = "bucket" },
            region: "eu-west-1"
        );

        Assert.Equal(
            (
                "AuthorizationHeaderMalformed",
                "The authorization header is malformed; the region 'eu-west-1' is wrong; expecting 'us-east-1'",
                400
            ),
            (error.Code, error.Message, error.StatusCode)
        );
        Assert.Contains(new("Region", "us-east-1"), error.Details);
    }

    [Fact]
    public async Task Longest_key_has_1024_bytes()
    {
        var longest = new string('ä', 512);

        await PutAsync(longest);
        var error = await FailAsync(S3Model.PutObject, Put(longest + "a"));

        Assert.Equal(("KeyTooLongError", "Your key is too long"), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"Version":"2012-10-17","Statement":[]}""")]
    [InlineData(
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket2/*"}}"""
    )]
    public async Task Policy_that_is_none_for_this_bucket_is_malformed(string policy)
    {
        var error = await FailAsync(
            S3Model.PutBucketPolicy,
            new PutBucketPolicyInput { Bucket = "bucket", Policy = policy }
        );

        Assert.Equal("MalformedPolicy", error.Code);
    }

    [Fact]
    public async Task Continuation_token_that_is_none_of_ours_is_refused()
    {
        var error = await FailAsync(
            S3Model.ListObjectsV2,
            new ListObjectsV2Input { Bucket = "bucket", ContinuationToken = "*" }
        );

        Assert.Equal(("InvalidArgument", "The continuation token provided is incorrect"), (error.Code, error.Message));
    }

    [Fact]
    public async Task Conditions_of_a_read_are_kept()
    {
        var eTag = (await PutAsync("k")).ETag;

        var changed = await FailAsync(S3Model.GetObject, Get() with { IfMatch = "\"other\"" });
        var unchanged = await FailAsync(S3Model.GetObject, Get() with { IfNoneMatch = eTag });

        Assert.Equal(
            ("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412),
            (changed.Code, changed.Message, changed.StatusCode)
        );
        Assert.Equal(304, unchanged.StatusCode);
    }

    [Fact]
    public async Task Put_that_wants_to_be_the_first_is_refused_when_another_was()
    {
        await PutAsync("k");

        var error = await FailAsync(S3Model.PutObject, Put("k") with { IfNoneMatch = "*" });

        Assert.Equal(("PreconditionFailed", 412), (error.Code, error.StatusCode));
    }

    [Fact]
    public async Task Put_that_wants_to_be_the_first_is_refused_when_another_was_while_it_uploaded()
    {
        var body = new HeldStream();
        var slow = FailAsync(S3Model.PutObject, Put("k") with { IfNoneMatch = "*", Body = body });
        await body.IsRead;

        await PutAsync("k");
        body.Release();

        Assert.Equal("PreconditionFailed", (await slow).Code);
        Assert.Single(await _door.BlobsAsync());
    }

    [Fact]
    public async Task Puts_at_once_leave_one_object_and_its_bytes()
    {
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => PutAsync("k"))));

        Assert.Single(await _door.BlobsAsync());
    }

    [Fact]
    public async Task Object_is_read_whole_while_it_is_overwritten()
    {
        await PutAsync("k");
        var reads = Task.Run(
            async () =>
            {
                for (var i = 0; i < 300; i++)
                {
                    var got = await _door.SendAsync(_owner, S3Model.GetObject, Get());
                    await using var body = got.Body!;
                    Assert.Equal(1, body.ReadByte());
                }
            },
            TestContext.Current.CancellationToken
        );

        while (!reads.IsCompleted)
        {
            await PutAsync("k");
        }

        await reads;
    }

    [Fact]
    public async Task ACL_and_tags_of_a_put_need_leave_of_their_own()
    {
        var ann = await _door.UserAsync(
            "ann",
            """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:PutObject","Resource":"*"}}"""
        );

        var acl = await FailAsync(S3Model.PutObject, Put("k") with { ACL = "private" }, ann);
        var tagging = await FailAsync(S3Model.PutObject, Put("k") with { Tagging = "a=b" }, ann);

        Assert.Contains("s3:PutObjectAcl", acl.Message, StringComparison.Ordinal);
        Assert.Contains("s3:PutObjectTagging", tagging.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prefix_of_a_listing_is_a_condition()
    {
        var ann = await _door.UserAsync(
            "ann",
            """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::bucket","Condition":{"StringLike":{"s3:prefix":"ann/*"}}}}"""
        );
        var input = new ListObjectsV2Input { Bucket = "bucket" };

        var own = await _door.SendAsync(ann, S3Model.ListObjectsV2, input with { Prefix = "ann/" });
        var error = await FailAsync(S3Model.ListObjectsV2, input with { Prefix = "bob/" }, ann);

        Assert.Equal(0, own.KeyCount);
        Assert.Equal(
            "User: arn:aws:iam::111122223333:user/ann is not authorized to perform: s3:ListBucket on resource: "
                + "\"arn:aws:s3:::bucket\" because no identity-based policy allows the s3:ListBucket action",
            error.Message
        );
    }

    private static GetObjectInput Get() => new() { Bucket = "bucket", Key = "k" };

    private static PutObjectInput Put(string key) =>
        new()
        {
            Bucket = "bucket",
            Key = key,
            Body = new MemoryStream([1]),
        };

    private Task<PutObjectOutput> PutAsync(string key) => _door.SendAsync(_owner, S3Model.PutObject, Put(key));

    private Task<AwsException> FailAsync<TInput, TOutput>(
        OperationModel<TInput, TOutput> operation,
        TInput input,
        Caller? caller = null,
        string region = "us-east-1"
    )
        where TInput : class
        where TOutput : class =>
        Assert.ThrowsAsync<AwsException>(() => _door.SendAsync(caller ?? _owner, operation, input, region));
}
