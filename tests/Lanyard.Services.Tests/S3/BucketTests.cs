using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.Tests.S3;

/// <summary>Questions about buckets, and taking their policies away.</summary>
public sealed class BucketTests : IAsyncLifetime
{
    private S3Door _s3 = null!;

    public async ValueTask InitializeAsync() => _s3 = await S3Door.OpenAsync();

    public ValueTask DisposeAsync() => _s3.DisposeAsync();

    [Theory]
    [InlineData("s3:CreateBucket", "blue", "s3:TagResource")]
    [InlineData("s3:*", "blue", null)]
    [InlineData("s3:*", "red", "s3:CreateBucket")]
    public async Task Rule_99_tags_of_a_new_bucket_are_conditions_and_need_leave(
        string action,
        string team,
        string? refused
    )
    {
        var condition = """
            {"StringEquals":{"aws:RequestTag/team":"blue"},"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}
            """;
        var ann = await _s3.AnnAsync(action, condition: condition);
        var input = new CreateBucketInput
        {
            Bucket = "tagged",
            CreateBucketConfiguration = new() { Tags = [new() { Key = "team", Value = team }] },
        };

        var error = await Record.ExceptionAsync(() => _s3.SendAsync(S3Model.CreateBucket, input, ann));

        Assert.Equal(refused is null ? null : S3Door.Refusal(refused, "\"arn:aws:s3:::tagged\""), error?.Message);
    }

    [Fact]
    public async Task Bucket_that_is_there_says_its_region_to_who_may_list_it()
    {
        var ann = await _s3.AnnAsync("s3:ListBucket", "arn:aws:s3:::bucket");

        var head = await _s3.SendAsync(S3Model.HeadBucket, new HeadBucketInput { Bucket = "bucket" }, ann);

        Assert.Equal("us-east-1", head.BucketRegion);
    }

    [Fact]
    public async Task Question_for_a_bucket_is_refused_and_answered_like_any_other()
    {
        var ann = await _s3.AnnAsync("s3:GetObject");

        var refused = await _s3.FailAsync(S3Model.HeadBucket, new HeadBucketInput { Bucket = "bucket" }, ann);
        var missing = await _s3.FailAsync(S3Model.HeadBucket, new HeadBucketInput { Bucket = "nobodys" });

        Assert.Equal(S3Door.Refusal("s3:ListBucket", "\"arn:aws:s3:::bucket\""), refused.Message);
        Assert.Equal(("NoSuchBucket", 404), (missing.Code, missing.StatusCode));
    }

    [Fact]
    public async Task First_region_has_no_name_as_a_location()
    {
        await _s3.SendAsync(
            S3Model.CreateBucket,
            new CreateBucketInput
            {
                Bucket = "elsewhere",
                CreateBucketConfiguration = new CreateBucketConfiguration { LocationConstraint = "eu-west-1" },
            },
            region: "eu-west-1"
        );

        var first = await _s3.SendAsync(S3Model.GetBucketLocation, new GetBucketLocationInput { Bucket = "bucket" });
        var other = await _s3.SendAsync(
            S3Model.GetBucketLocation,
            new GetBucketLocationInput { Bucket = "elsewhere" },
            region: "eu-west-1"
        );

        Assert.Null(first.LocationConstraint);
        Assert.Equal("eu-west-1", other.LocationConstraint);
    }

    [Fact]
    public async Task Location_needs_leave_of_its_own()
    {
        var ann = await _s3.AnnAsync("s3:ListBucket");

        var error = await _s3.FailAsync(
            S3Model.GetBucketLocation,
            new GetBucketLocationInput { Bucket = "bucket" },
            ann
        );

        Assert.Equal(S3Door.Refusal("s3:GetBucketLocation", "\"arn:aws:s3:::bucket\""), error.Message);
    }

    [Fact]
    public async Task Policy_that_was_taken_away_gives_nothing_any_more()
    {
        await _s3.PutAsync("k");
        await _s3.PutPolicyAsync(
            """{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*"}"""
        );
        var got = await _s3.SendAsync(S3Model.GetObject, S3Door.Get("k"), _s3.Stranger);
        await got.Body!.DisposeAsync();

        await _s3.SendAsync(S3Model.DeleteBucketPolicy, new DeleteBucketPolicyInput { Bucket = "bucket" });

        var refused = await _s3.FailAsync(S3Model.GetObject, S3Door.Get("k"), _s3.Stranger);
        var none = await _s3.FailAsync(S3Model.GetBucketPolicy, new GetBucketPolicyInput { Bucket = "bucket" });
        Assert.Equal(("AccessDenied", "NoSuchBucketPolicy"), (refused.Code, none.Code));
    }

    [Fact]
    public async Task Policy_that_is_not_there_is_taken_away_without_error()
    {
        await _s3.SendAsync(S3Model.DeleteBucketPolicy, new DeleteBucketPolicyInput { Bucket = "bucket" });

        var none = await _s3.FailAsync(S3Model.GetBucketPolicy, new GetBucketPolicyInput { Bucket = "bucket" });
        Assert.Equal("NoSuchBucketPolicy", none.Code);
    }

    [Fact]
    public async Task Policy_is_taken_away_by_who_may_alone()
    {
        var ann = await _s3.AnnAsync("s3:PutBucketPolicy");

        var error = await _s3.FailAsync(
            S3Model.DeleteBucketPolicy,
            new DeleteBucketPolicyInput { Bucket = "bucket" },
            ann
        );

        Assert.Equal(S3Door.Refusal("s3:DeleteBucketPolicy", "\"arn:aws:s3:::bucket\""), error.Message);
    }
}
