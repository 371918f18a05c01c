using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.Tests.S3;

/// <summary>Many keys in one call, each decided by itself.</summary>
public sealed class DeleteObjectsTests : IAsyncLifetime
{
    private S3Door _s3 = null!;

    public async ValueTask InitializeAsync()
    {
        _s3 = await S3Door.OpenAsync();
        await _s3.PutAsync("mine/a");
        await _s3.PutAsync("theirs/a");
    }

    public ValueTask DisposeAsync() => _s3.DisposeAsync();

    [Fact]
    public async Task Keys_are_deleted_each_by_its_own_decision()
    {
        var ann = await _s3.AnnAsync("s3:DeleteObject", "arn:aws:s3:::bucket/mine/*");

        var answer = await _s3.SendAsync(S3Model.DeleteObjects, Keys("theirs/a", "mine/a"), ann);

        Assert.Equal("mine/a", Assert.Single(answer.Deleted!).Key);
        var error = Assert.Single(answer.Errors!);
        Assert.Equal(("theirs/a", "AccessDenied", "Access Denied"), (error.Key, error.Code, error.Message));
        Assert.Equal(["theirs/a"], await _s3.KeysAsync());
    }

    [Fact]
    public async Task Single_key_that_is_refused_is_an_error_in_the_answer()
    {
        var ann = await _s3.AnnAsync("s3:DeleteObject", "arn:aws:s3:::bucket/mine/*");

        var answer = await _s3.SendAsync(S3Model.DeleteObjects, Keys("theirs/a"), ann);

        Assert.Equal(("theirs/a", "AccessDenied"), (answer.Errors!.Single().Key, answer.Errors!.Single().Code));
        Assert.Empty(answer.Deleted!);
    }

    [Fact]
    public async Task Decision_on_each_key_is_recorded()
    {
        var ann = await _s3.AnnAsync("s3:DeleteObject", "arn:aws:s3:::bucket/mine/*");

        await _s3.SendAsync(S3Model.DeleteObjects, Keys("mine/a", "theirs/a"), ann);

        var records = await _s3.Door.Decisions.ReadAsync(0, int.MaxValue, TestContext.Current.CancellationToken);
        var decided = records.Select(entry => entry.Decision).Last(record => record.Operation == "DeleteObjects");
        Assert.False(decided.Allowed);
        Assert.Equal(
            [("arn:aws:s3:::bucket/mine/a", true), ("arn:aws:s3:::bucket/theirs/a", false)],
            decided.Requirements.Select(need => (need.Resource, need.Sentence is null))
        );
    }

    [Theory]
    [InlineData("bucket")]
    [InlineData("nobodys")]
    public async Task Stranger_does_not_learn_whether_there_is_such_a_bucket(string bucket)
    {
        var ann = await _s3.AnnAsync("s3:ListAllMyBuckets");

        var answer = await _s3.SendAsync(S3Model.DeleteObjects, Keys("a", "b") with { Bucket = bucket }, ann);
        var none = await _s3.FailAsync(S3Model.DeleteObjects, Keys() with { Bucket = bucket }, ann);

        Assert.Equal([("a", "AccessDenied"), ("b", "AccessDenied")], answer.Errors!.Select(e => (e.Key!, e.Code!)));
        Assert.Equal("MalformedXML", none.Code);
    }

    [Fact]
    public async Task Bucket_that_is_not_there_is_named_to_who_may_delete_in_it()
    {
        var error = await _s3.FailAsync(S3Model.DeleteObjects, Keys("a") with { Bucket = "nobodys" });

        Assert.Equal(("NoSuchBucket", 404), (error.Code, error.StatusCode));
    }

    [Fact]
    public async Task Object_without_a_key_is_malformed_and_nothing_is_deleted()
    {
        var input = new DeleteObjectsInput
        {
            Bucket = S3Door.Bucket,
            Delete = new Delete { Objects = [new ObjectIdentifier { Key = "mine/a" }, new ObjectIdentifier()] },
        };

        var error = await _s3.FailAsync(S3Model.DeleteObjects, input);

        Assert.Equal(("MalformedXML", 400), (error.Code, error.StatusCode));
        Assert.Equal(["mine/a", "theirs/a"], await _s3.KeysAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task Too_few_and_too_many_keys_are_malformed(int count)
    {
        var keys = Keys([.. Enumerable.Range(0, count).Select(i => $"k{i}")]);

        var error = await _s3.FailAsync(S3Model.DeleteObjects, keys);

        Assert.Equal("MalformedXML", error.Code);
    }

    [Fact]
    public async Task Version_and_governance_need_leave_of_their_own()
    {
        var ann = await _s3.AnnAsync("s3:DeleteObject");
        var version = new DeleteObjectsInput
        {
            Bucket = S3Door.Bucket,
            Delete = new Delete { Objects = [new ObjectIdentifier { Key = "mine/a", VersionId = "null" }] },
        };

        var ofVersion = await _s3.SendAsync(S3Model.DeleteObjects, version, ann);
        var bypassing = await _s3.SendAsync(
            S3Model.DeleteObjects,
            Keys("mine/a") with
            {
                BypassGovernanceRetention = true,
            },
            ann
        );
        var single = await _s3.FailAsync(
            S3Model.DeleteObject,
            new DeleteObjectInput
            {
                Bucket = S3Door.Bucket,
                Key = "mine/a",
                VersionId = "null",
            },
            ann
        );

        Assert.Equal("null", Assert.Single(ofVersion.Errors!).VersionId);
        Assert.Equal("AccessDenied", Assert.Single(bypassing.Errors!).Code);
        Assert.Contains("s3:DeleteObjectVersion", single.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_that_is_not_there_is_deleted_without_touching_the_object()
    {
        await _s3.SendAsync(
            S3Model.DeleteObject,
            new DeleteObjectInput
            {
                Bucket = S3Door.Bucket,
                Key = "mine/a",
                VersionId = "3HL4kqtJvjVBH40Nrjfkd",
            }
        );

        Assert.Equal(["mine/a", "theirs/a"], await _s3.KeysAsync());
    }

    [Fact]
    public async Task Quiet_call_is_told_the_errors_alone()
    {
        var ann = await _s3.AnnAsync("s3:DeleteObject", "arn:aws:s3:::bucket/mine/*");
        var quiet = Keys("mine/a", "theirs/a");

        var answer = await _s3.SendAsync(
            S3Model.DeleteObjects,
            quiet with
            {
                Delete = quiet.Delete! with { Quiet = true },
            },
            ann
        );

        Assert.Empty(answer.Deleted!);
        Assert.Equal("theirs/a", Assert.Single(answer.Errors!).Key);
    }

    private static DeleteObjectsInput Keys(params string[] keys) =>
        new()
        {
            Bucket = S3Door.Bucket,
            Delete = new Delete { Objects = [.. keys.Select(key => new ObjectIdentifier { Key = key })] },
        };
}
