using Lanyard.Access.Sessions;
using Lanyard.Wire;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.Tests.S3;

/// <summary>What bucket policies can say about how a request was signed.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html" />
public sealed class AuthenticationConditionTests : IAsyncLifetime
{
    private S3Door _s3 = null!;

    public async ValueTask InitializeAsync()
    {
        _s3 = await S3Door.OpenAsync();
        await _s3.PutAsync("k");
    }

    public ValueTask DisposeAsync() => _s3.DisposeAsync();

    [Theory]
    [InlineData("REST-HEADER", 200, 403)]
    [InlineData("REST-QUERY-STRING", 403, 200)]
    public async Task Bucket_takes_one_kind_of_signature(string kind, int byHeader, int presigned)
    {
        await ForbidAsync($$$"""{"StringNotEquals":{"s3:authType":"{{{kind}}}"}}""");

        Assert.Equal(byHeader, (await _s3.AnswerAsync(Get())).StatusCode);
        Assert.Equal(presigned, (await _s3.AnswerAsync(Get(), TimeSpan.FromHours(1))).StatusCode);
    }

    [Theory]
    [InlineData(600, 200)]
    [InlineData(601, 403)]
    public async Task Address_that_was_signed_before_may_not_be_older_than_the_policy_says(int seconds, int status)
    {
        await ForbidAsync("""{"NumericGreaterThan":{"s3:signatureAge":"600000"}}""");

        var answer = await _s3.AnswerAsync(Get(), TimeSpan.FromHours(1), TimeSpan.FromSeconds(seconds));

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Signature_in_a_header_has_no_age()
    {
        await ForbidAsync("""{"Null":{"s3:signatureAge":"false"}}""");

        Assert.Equal(200, (await _s3.AnswerAsync(Get(), age: TimeSpan.FromMinutes(10))).StatusCode);
    }

    [Fact]
    public async Task Signature_has_a_version()
    {
        await ForbidAsync("""{"StringNotEquals":{"s3:signatureversion":"AWS4-HMAC-SHA256"}}""");

        Assert.Equal(200, (await _s3.AnswerAsync(Get())).StatusCode);
        Assert.Equal(200, (await _s3.AnswerAsync(Get(), TimeSpan.FromHours(1))).StatusCode);
    }

    [Fact]
    public async Task Payload_that_was_not_signed_is_told_from_one_that_was()
    {
        await ForbidAsync("""{"StringEquals":{"s3:x-amz-content-sha256":"UNSIGNED-PAYLOAD"}}""");

        Assert.Equal(200, (await _s3.AnswerAsync(Get())).StatusCode);
        Assert.Equal(403, (await _s3.AnswerAsync(Get(), TimeSpan.FromHours(1))).StatusCode);
    }

    [Fact]
    public async Task Call_of_the_engine_counts_as_signed_by_header()
    {
        await ForbidAsync(
            """{"StringNotEquals":{"s3:authType":"REST-HEADER","s3:signatureversion":"AWS4-HMAC-SHA256"}}"""
        );

        var got = await _s3.SendAsync(S3Model.GetObject, S3Door.Get("k"));

        Assert.Equal(1, got.ContentLength);
        await got.Body!.DisposeAsync();
    }

    [Fact]
    public async Task Request_without_signature_has_no_kind_of_one()
    {
        await _s3.PutPolicyAsync(
            """{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket/*","Condition":{"Null":{"s3:authType":"true","s3:signatureversion":"true"}}}"""
        );

        var got = await _s3.SendAsync(S3Model.GetObject, S3Door.Get("k"), Caller.Anonymous);

        Assert.Equal(1, got.ContentLength);
        await got.Body!.DisposeAsync();
    }

    [Fact]
    public async Task Owner_of_the_bucket_is_a_condition()
    {
        var ann = await _s3.AnnAsync(
            "s3:GetObject",
            condition: $$$"""{"StringEquals":{"s3:ResourceAccount":"{{{S3Door.Account}}}"}}"""
        );

        var got = await _s3.SendAsync(S3Model.GetObject, S3Door.Get("k"), ann);

        Assert.Equal(1, got.ContentLength);
        await got.Body!.DisposeAsync();
    }

    private static WireRequest Get() => S3Model.GetObject.WriteInput(S3Door.Get("k"));

    private Task ForbidAsync(string condition) =>
        _s3.PutPolicyAsync(
            $$"""{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Condition":{{condition}},"Resource":"arn:aws:s3:::bucket/*"}"""
        );
}
