using Lanyard.Access.Sessions;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.Tests.S3;

/// <summary>What an upload's headers need leave for, and what policies can say about them.</summary>
/// <seealso href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html" />
public sealed class PutObjectConditionTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Later = new(2026, 12, 4, 12, 0, 0, TimeSpan.Zero);

    private S3Door _s3 = null!;

    public static TheoryData<string, PutObjectInput> OwnPermissions() =>
        new()
        {
            { "s3:PutObjectAcl", S3Door.Put("k") with { ACL = "private" } },
            { "s3:PutObjectAcl", S3Door.Put("k") with { GrantFullControl = "id=1" } },
            { "s3:PutObjectAcl", S3Door.Put("k") with { GrantRead = "id=1" } },
            { "s3:PutObjectAcl", S3Door.Put("k") with { GrantReadACP = "id=1" } },
            { "s3:PutObjectAcl", S3Door.Put("k") with { GrantWriteACP = "id=1" } },
            { "s3:PutObjectTagging", S3Door.Put("k") with { Tagging = "a=b" } },
            { "s3:PutObjectRetention", S3Door.Put("k") with { ObjectLockMode = "GOVERNANCE" } },
            { "s3:PutObjectRetention", S3Door.Put("k") with { ObjectLockRetainUntilDate = Later } },
            { "s3:PutObjectLegalHold", S3Door.Put("k") with { ObjectLockLegalHoldStatus = "ON" } },
        };

    public static TheoryData<string, string, PutObjectInput> Conditions() =>
        new()
        {
            { "s3:x-amz-acl", "public-read", S3Door.Put("k") with { ACL = "public-read" } },
            { "s3:x-amz-grant-full-control", "id=1", S3Door.Put("k") with { GrantFullControl = "id=1" } },
            { "s3:x-amz-grant-read", "id=1", S3Door.Put("k") with { GrantRead = "id=1" } },
            { "s3:x-amz-grant-read-acp", "id=1", S3Door.Put("k") with { GrantReadACP = "id=1" } },
            { "s3:x-amz-grant-write-acp", "id=1", S3Door.Put("k") with { GrantWriteACP = "id=1" } },
            { "s3:x-amz-server-side-encryption", "AES256", S3Door.Put("k") with { ServerSideEncryption = "AES256" } },
            {
                "s3:x-amz-server-side-encryption-aws-kms-key-id",
                "arn:key",
                S3Door.Put("k") with
                {
                    SSEKMSKeyId = "arn:key",
                }
            },
            {
                "s3:x-amz-server-side-encryption-customer-algorithm",
                "AES256",
                S3Door.Put("k") with
                {
                    SSECustomerAlgorithm = "AES256",
                }
            },
            { "s3:x-amz-storage-class", "GLACIER", S3Door.Put("k") with { StorageClass = "GLACIER" } },
            { "s3:x-amz-website-redirect-location", "/a", S3Door.Put("k") with { WebsiteRedirectLocation = "/a" } },
            { "s3:if-match", "*", S3Door.Put("k") with { IfMatch = "*" } },
            { "s3:if-none-match", "*", S3Door.Put("k") with { IfNoneMatch = "*" } },
            { "s3:RequestObjectTag/team", "a b", S3Door.Put("k") with { Tagging = "team=a+b&x=%26" } },
            { "s3:RequestObjectTag/x", "&", S3Door.Put("k") with { Tagging = "team=a+b&x=%26" } },
            { "s3:RequestObjectTagKeys", "team", S3Door.Put("k") with { Tagging = "team" } },
            { "s3:object-lock-mode", "GOVERNANCE", S3Door.Put("k") with { ObjectLockMode = "GOVERNANCE" } },
            {
                "s3:object-lock-retain-until-date",
                "2026-12-04T12:00:00Z",
                S3Door.Put("k") with
                {
                    ObjectLockRetainUntilDate = Later,
                }
            },
            {
                "s3:object-lock-remaining-retention-days",
                "10",
                S3Door.Put("k") with
                {
                    ObjectLockRetainUntilDate = Later,
                }
            },
            { "s3:object-lock-legal-hold", "ON", S3Door.Put("k") with { ObjectLockLegalHoldStatus = "ON" } },
        };

    public async ValueTask InitializeAsync() => _s3 = await S3Door.OpenAsync();

    public ValueTask DisposeAsync() => _s3.DisposeAsync();

    [Theory]
    [MemberData(nameof(OwnPermissions))]
    public async Task Header_with_a_permission_of_its_own_needs_it(string action, PutObjectInput input)
    {
        var ann = await _s3.AnnAsync("s3:PutObject");

        var error = await _s3.FailAsync(S3Model.PutObject, input, ann);

        Assert.Equal(S3Door.Refusal(action, "\"arn:aws:s3:::bucket/k\""), error.Message);
    }

    [Theory]
    [MemberData(nameof(Conditions))]
    public async Task Header_is_a_condition_of_the_upload(string key, string value, PutObjectInput input)
    {
        await ForbidAsync($$$"""{"StringEquals":{"{{{key}}}":"{{{value}}}"}}""");

        var error = await _s3.FailAsync(S3Model.PutObject, input, await WriterAsync());

        Assert.Equal(("AccessDenied", 403), (error.Code, error.StatusCode));
        Assert.Contains("s3:PutObject on resource", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Conditions))]
    public async Task Condition_of_a_header_that_was_not_sent_has_no_value(string key, string _, PutObjectInput sent)
    {
        Assert.NotEqual(S3Door.Put("k"), sent);
        await ForbidAsync($$$"""{"Null":{"{{{key}}}":"false"}}""");

        var put = await _s3.SendAsync(S3Model.PutObject, S3Door.Put("k"), await WriterAsync());

        Assert.NotNull(put.ETag);
    }

    [Fact]
    public async Task Bucket_that_takes_encrypted_objects_alone_refuses_an_upload_that_does_not_say_so()
    {
        await ForbidAsync("""{"StringNotEquals":{"s3:x-amz-server-side-encryption":"aws:kms"}}""");

        var error = await _s3.FailAsync(S3Model.PutObject, S3Door.Put("k"));
        var put = await _s3.SendAsync(S3Model.PutObject, S3Door.Put("k") with { ServerSideEncryption = "aws:kms" });

        Assert.Equal("AccessDenied", error.Code);
        Assert.NotNull(put.ETag);
    }

    [Fact]
    public async Task Tags_that_cannot_be_read_are_refused()
    {
        var error = await _s3.FailAsync(S3Model.PutObject, S3Door.Put("k") with { Tagging = "a=b&a=c" });

        Assert.Equal(("InvalidArgument", 400), (error.Code, error.StatusCode));
    }

    private Task ForbidAsync(string condition) =>
        _s3.PutPolicyAsync(
            $$"""{"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Condition":{{condition}},"Resource":"arn:aws:s3:::bucket/*"}"""
        );

    private Task<Caller> WriterAsync() => _s3.AnnAsync("s3:*");
}
