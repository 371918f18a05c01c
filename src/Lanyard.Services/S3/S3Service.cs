using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.S3;

/// <summary>Amazon S3: buckets with their policies, and objects. Versions, multipart uploads, ACLs and the like are not there.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html" />
public sealed class S3Service : IService
{
    private static readonly Collection<BucketRecord> Collection = new("s3.buckets", () => S3Json.Default.BucketRecord);

    private S3Service(Buckets buckets, BucketObjects objects, ServiceHost host)
    {
        Operations =
        [
            new CreateBucket(buckets, host.Ids, host.Time),
            new DeleteBucket(buckets, objects),
            new HeadBucket(buckets),
            new GetBucketLocation(buckets),
            new ListBuckets(buckets),
            new PutBucketPolicy(buckets),
            new GetBucketPolicy(buckets),
            new DeleteBucketPolicy(buckets),
            new PutObject(buckets, objects, host.Time),
            new GetObject(buckets, objects),
            new HeadObject(buckets, objects),
            new DeleteObject(buckets, objects),
            new DeleteObjects(buckets, objects),
            new ListObjects(buckets, objects),
            new ListObjectsV2(buckets, objects),
        ];
    }

    /// <inheritdoc />
    public IReadOnlyList<IOperation> Operations { get; }

    /// <summary>Opens the buckets of a host's tables.</summary>
    public static async ValueTask<S3Service> OpenAsync(ServiceHost host, CancellationToken cancellationToken)
    {
        var table = await host.Records.OpenAsync(Collection, cancellationToken);
        host.Principals.Add((changes, principal) => BucketPolicies.Forget(changes, principal, table));
        var buckets = new Buckets(table);
        return new S3Service(buckets, new BucketObjects(buckets, host.Records, host.Blobs), host);
    }
}
