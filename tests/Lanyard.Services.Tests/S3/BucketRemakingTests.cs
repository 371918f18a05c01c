using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.Tests.S3;

/// <summary>A bucket that is deleted and made again while a call is on its way is another, which nobody judged the call on.</summary>
public sealed class BucketRemakingTests
{
    private const string Open =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::bucket","arn:aws:s3:::bucket/*"]}]}""";

    private static readonly Dictionary<string, Func<S3Door, Func<Task>, Task>> Calls = new(StringComparer.Ordinal)
    {
        ["DeleteBucket"] = (s3, meanwhile) =>
            s3.Door.SendAsync(s3.Admin, S3Model.DeleteBucket, new() { Bucket = S3Door.Bucket }, meanwhile),
        ["HeadBucket"] = (s3, meanwhile) =>
            s3.Door.SendAsync(s3.Admin, S3Model.HeadBucket, new() { Bucket = S3Door.Bucket }, meanwhile),
        ["GetBucketLocation"] = (s3, meanwhile) =>
            s3.Door.SendAsync(s3.Admin, S3Model.GetBucketLocation, new() { Bucket = S3Door.Bucket }, meanwhile),
        ["PutBucketPolicy"] = (s3, meanwhile) =>
            s3.Door.SendAsync(
                s3.Admin,
                S3Model.PutBucketPolicy,
                new() { Bucket = S3Door.Bucket, Policy = Open.Replace("s3:*", "s3:Get*", StringComparison.Ordinal) },
                meanwhile
            ),
        ["GetBucketPolicy"] = (s3, meanwhile) =>
            s3.Door.SendAsync(s3.Admin, S3Model.GetBucketPolicy, new() { Bucket = S3Door.Bucket }, meanwhile),
        ["DeleteBucketPolicy"] = (s3, meanwhile) =>
            s3.Door.SendAsync(s3.Admin, S3Model.DeleteBucketPolicy, new() { Bucket = S3Door.Bucket }, meanwhile),
        ["PutObject"] = (s3, meanwhile) =>
            s3.Door.SendAsync(s3.Admin, S3Model.PutObject, S3Door.Put("k", "three"), meanwhile),
        ["GetObject"] = (s3, meanwhile) => s3.Door.SendAsync(s3.Admin, S3Model.GetObject, S3Door.Get("k"), meanwhile),
        ["HeadObject"] = (s3, meanwhile) =>
            s3.Door.SendAsync(s3.Admin, S3Model.HeadObject, new() { Bucket = S3Door.Bucket, Key = "k" }, meanwhile),
        ["DeleteObject"] = (s3, meanwhile) =>
            s3.Door.SendAsync(s3.Admin, S3Model.DeleteObject, new() { Bucket = S3Door.Bucket, Key = "k" }, meanwhile),
        ["DeleteObjects"] = (s3, meanwhile) =>
            s3.Door.SendAsync(
                s3.Admin,
                S3Model.DeleteObjects,
                new()
                {
                    Bucket = S3Door.Bucket,
                    Delete = new() { Objects = [new() { Key = "k" }] },
                },
                meanwhile
            ),
        ["ListObjects"] = (s3, meanwhile) =>
            s3.Door.SendAsync(s3.Admin, S3Model.ListObjects, new() { Bucket = S3Door.Bucket }, meanwhile),
        ["ListObjectsV2"] = (s3, meanwhile) =>
            s3.Door.SendAsync(s3.Admin, S3Model.ListObjectsV2, new() { Bucket = S3Door.Bucket }, meanwhile),
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_judged_on_one_bucket_is_not_done_on_its_namesake(string name)
    {
        await using var s3 = await S3Door.OpenAsync();

        var error = await Assert.ThrowsAsync<AwsException>(() => Calls[name](s3, () => RemakeAsync(s3)));

        Assert.Equal("NoSuchBucket", error.Code);
        await AssertUntouchedAsync(s3);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_judged_on_no_bucket_is_not_done_on_one_made_since(string name)
    {
        await using var s3 = await S3Door.OpenAsync();
        await s3.DeleteBucketAsync();

        var error = await Assert.ThrowsAsync<AwsException>(() => Calls[name](s3, () => MakeAsync(s3)));

        Assert.Equal("NoSuchBucket", error.Code);
        await AssertUntouchedAsync(s3);
    }

    private static async Task RemakeAsync(S3Door s3)
    {
        await s3.DeleteBucketAsync();
        await MakeAsync(s3);
    }

    private static async Task MakeAsync(S3Door s3)
    {
        await s3.CreateBucketAsync(s3.Stranger);
        await s3.SendAsync(S3Model.PutObject, S3Door.Put("k", "two"), s3.Stranger);
        await s3.SendAsync(S3Model.PutBucketPolicy, new() { Bucket = S3Door.Bucket, Policy = Open }, s3.Stranger);
    }

    private static async Task AssertUntouchedAsync(S3Door s3)
    {
        var policy = await s3.SendAsync(S3Model.GetBucketPolicy, new() { Bucket = S3Door.Bucket }, s3.Stranger);
        var read = await s3.SendAsync(S3Model.GetObject, S3Door.Get("k"), s3.Stranger);
        await using var body = read.Body!;
        using var text = new StreamReader(body);
        Assert.Equal(Open, policy.Policy);
        Assert.Equal("two", await text.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["k"], await s3.KeysAsync(s3.Stranger));
    }
}
