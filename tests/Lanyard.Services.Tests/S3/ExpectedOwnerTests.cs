using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.Tests.S3;

/// <summary>Calls that say whose bucket they mean.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html" />
public sealed class ExpectedOwnerTests : IAsyncLifetime
{
    private S3Door _s3 = null!;

    public static TheoryData<string> Operations() =>
        [
            "DeleteBucket",
            "DeleteBucketPolicy",
            "DeleteObject",
            "DeleteObjects",
            "GetBucketLocation",
            "GetBucketPolicy",
            "GetObject",
            "HeadBucket",
            "HeadObject",
            "ListObjects",
            "ListObjectsV2",
            "PutBucketPolicy",
            "PutObject",
        ];

    public async ValueTask InitializeAsync() => _s3 = await S3Door.OpenAsync();

    public ValueTask DisposeAsync() => _s3.DisposeAsync();

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Bucket_of_another_than_the_expected_owner_is_left_alone(string operation)
    {
        await _s3.PutAsync("k");

        var error = await Assert.ThrowsAsync<AwsException>(() => SendAsync(operation, S3Door.OtherAccount));

        Assert.Equal(("AccessDenied", "Access Denied", 403), (error.Code, error.Message, error.StatusCode));
        Assert.Equal(["k"], await _s3.KeysAsync());
    }

    [Fact]
    public void Every_operation_on_a_bucket_is_tried_here() =>
        Assert.Equal(
            Operations().Select(row => row.Data.ToString()).Concat(["CreateBucket", "ListBuckets"]).Order(),
            _s3.Service.Operations.Select(operation => operation.Model.Name).Order()
        );

    [Fact]
    public async Task Bucket_of_the_expected_owner_is_used()
    {
        var put = await _s3.SendAsync(S3Model.PutObject, S3Door.Put("k") with { ExpectedBucketOwner = S3Door.Account });

        Assert.NotNull(put.ETag);
    }

    [Fact]
    public async Task Expected_owner_that_is_no_account_is_refused()
    {
        var error = await _s3.FailAsync(S3Model.PutObject, S3Door.Put("k") with { ExpectedBucketOwner = "me" });

        Assert.Equal(("InvalidBucketOwnerAWSAccountID", 400), (error.Code, error.StatusCode));
    }

    private Task SendAsync(string operation, string owner)
    {
        const string Bucket = S3Door.Bucket;
        return operation switch
        {
            "DeleteBucket" => _s3.SendAsync(
                S3Model.DeleteBucket,
                new DeleteBucketInput { Bucket = Bucket, ExpectedBucketOwner = owner }
            ),
            "DeleteBucketPolicy" => _s3.SendAsync(
                S3Model.DeleteBucketPolicy,
                new DeleteBucketPolicyInput { Bucket = Bucket, ExpectedBucketOwner = owner }
            ),
            "DeleteObject" => _s3.SendAsync(
                S3Model.DeleteObject,
                new DeleteObjectInput
                {
                    Bucket = Bucket,
                    Key = "k",
                    ExpectedBucketOwner = owner,
                }
            ),
            "DeleteObjects" => _s3.SendAsync(
                S3Model.DeleteObjects,
                new DeleteObjectsInput
                {
                    Bucket = Bucket,
                    Delete = new Delete { Objects = [new ObjectIdentifier { Key = "k" }] },
                    ExpectedBucketOwner = owner,
                }
            ),
            "GetBucketLocation" => _s3.SendAsync(
                S3Model.GetBucketLocation,
                new GetBucketLocationInput { Bucket = Bucket, ExpectedBucketOwner = owner }
            ),
            "GetBucketPolicy" => _s3.SendAsync(
                S3Model.GetBucketPolicy,
                new GetBucketPolicyInput { Bucket = Bucket, ExpectedBucketOwner = owner }
            ),
            "GetObject" => _s3.SendAsync(S3Model.GetObject, S3Door.Get("k") with { ExpectedBucketOwner = owner }),
            "HeadBucket" => _s3.SendAsync(
                S3Model.HeadBucket,
                new HeadBucketInput { Bucket = Bucket, ExpectedBucketOwner = owner }
            ),
            "HeadObject" => _s3.SendAsync(
                S3Model.HeadObject,
                new HeadObjectInput
                {
                    Bucket = Bucket,
                    Key = "k",
                    ExpectedBucketOwner = owner,
                }
            ),
            "ListObjects" => _s3.SendAsync(
                S3Model.ListObjects,
                new ListObjectsInput { Bucket = Bucket, ExpectedBucketOwner = owner }
            ),
            "ListObjectsV2" => _s3.SendAsync(
                S3Model.ListObjectsV2,
                new ListObjectsV2Input { Bucket = Bucket, ExpectedBucketOwner = owner }
            ),
            "PutBucketPolicy" => _s3.SendAsync(
                S3Model.PutBucketPolicy,
                new PutBucketPolicyInput
                {
                    Bucket = Bucket,
                    Policy =
                        """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:GetObjectAcl","Resource":"arn:aws:s3:::bucket/*"}}""",
                    ExpectedBucketOwner = owner,
                }
            ),
            "PutObject" => _s3.SendAsync(S3Model.PutObject, S3Door.Put("k2") with { ExpectedBucketOwner = owner }),
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "is it new?"),
        };
    }
}
