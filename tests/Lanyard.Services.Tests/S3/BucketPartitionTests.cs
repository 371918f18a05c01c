using Lanyard.Access.Sessions;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.Tests.S3;

/// <summary>Buckets and objects are judged by ARNs in the partition of the bucket's region.</summary>
public sealed class BucketPartitionTests : IAsyncLifetime
{
    private const string China = "cn-north-1";
    private const string Allowed = "\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\"";

    private S3Door _s3 = null!;

    public async ValueTask InitializeAsync()
    {
        _s3 = await S3Door.OpenAsync();
        await CreateAsync("shop", China);
        var put = new PutObjectInput
        {
            Bucket = "shop",
            Key = "a",
            Body = new MemoryStream("x"u8.ToArray()),
        };
        await _s3.SendAsync(S3Model.PutObject, put, region: China);
    }

    public ValueTask DisposeAsync() => _s3.DisposeAsync();

    [Fact]
    public async Task An_identity_policy_of_the_partition_allows()
    {
        var ann = await _s3.AnnAsync("s3:GetObject", "arn:aws-cn:s3:::shop/*");

        Assert.Equal(1, (await GetAsync(ann)).ContentLength);
    }

    [Fact]
    public async Task An_identity_policy_of_another_partition_does_not_and_the_refusal_names_the_object_in_its_own()
    {
        var ann = await _s3.AnnAsync("s3:GetObject", "arn:aws:s3:::shop/*");

        var error = await _s3.FailAsync(S3Model.GetObject, Object, ann, China);

        Assert.Equal(ServiceDoor.Refusal("s3:GetObject", "\"arn:aws-cn:s3:::shop/a\""), error.Message);
    }

    [Fact]
    public async Task A_bucket_policy_of_the_partition_is_taken_and_allows()
    {
        var ann = await _s3.AnnAsync("sqs:SendMessage");

        await PutPolicyAsync("arn:aws-cn:s3:::shop/*");

        Assert.Equal(1, (await GetAsync(ann)).ContentLength);
    }

    [Fact]
    public async Task A_bucket_policy_of_another_partition_is_about_no_object_of_the_bucket()
    {
        var input = PolicyOf("arn:aws:s3:::shop/*");

        var error = await _s3.FailAsync(S3Model.PutBucketPolicy, input, region: China);

        Assert.Equal(("MalformedPolicy", "Policy has invalid resource"), (error.Code, error.Message));
    }

    [Fact]
    public async Task From_another_partition_a_bucket_is_judged_as_what_it_is()
    {
        var ann = await _s3.AnnAsync("s3:GetObject", "arn:aws:s3:::shop/*");

        var error = await _s3.FailAsync(S3Model.GetObject, Object, ann);

        Assert.Equal("AccessDenied", error.Code);
    }

    [Theory]
    [InlineData("us-gov-west-1", "arn:aws-us-gov:s3:::new", true)]
    [InlineData("us-gov-west-1", "arn:aws:s3:::new", false)]
    [InlineData("eu-west-1", "arn:aws:s3:::new", true)]
    public async Task Making_a_bucket_is_judged_by_the_ARN_it_will_have(string region, string resource, bool isAllowed)
    {
        var ann = await _s3.AnnAsync("s3:CreateBucket", resource);

        var error = await Record.ExceptionAsync(() => CreateAsync("new", region, ann));

        Assert.Equal(isAllowed, error is null);
    }

    [Fact]
    public async Task No_bucket_is_made_in_another_partition()
    {
        var input = new CreateBucketInput
        {
            Bucket = "new",
            CreateBucketConfiguration = new CreateBucketConfiguration { LocationConstraint = China },
        };

        var error = await _s3.FailAsync(S3Model.CreateBucket, input);

        Assert.Equal("IllegalLocationConstraintException", error.Code);
    }

    private static GetObjectInput Object => new() { Bucket = "shop", Key = "a" };

    private static PutBucketPolicyInput PolicyOf(string resource) =>
        new()
        {
            Bucket = "shop",
            Policy = $$"""{"Version":"2012-10-17","Statement":[{{{Allowed}},"Resource":"{{resource}}"}]}""",
        };

    private Task<PutBucketPolicyOutput> PutPolicyAsync(string resource) =>
        _s3.SendAsync(S3Model.PutBucketPolicy, PolicyOf(resource), region: China);

    private Task<GetObjectOutput> GetAsync(Caller caller) => _s3.SendAsync(S3Model.GetObject, Object, caller, China);

    private Task<CreateBucketOutput> CreateAsync(string bucket, string region, Caller? caller = null) =>
        _s3.SendAsync(
            S3Model.CreateBucket,
            new CreateBucketInput
            {
                Bucket = bucket,
                CreateBucketConfiguration = new CreateBucketConfiguration { LocationConstraint = region },
            },
            caller,
            region
        );
}
