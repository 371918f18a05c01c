using System.Runtime.CompilerServices;
using Lanyard.Access.Admission;
using Lanyard.Policy;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.S3;

/// <summary>The buckets of all accounts, and what an action on one or on its objects requires.</summary>
internal sealed class Buckets(RecordTable<BucketRecord> table)
{
    private readonly ConditionalWeakTable<BucketRecord, CompiledPolicy> _policies = [];

    /// <summary>The records by name.</summary>
    public RecordTable<BucketRecord> Table => table;

    /// <summary>The ARN of a bucket, which names neither region nor account, or of an object in it.</summary>
    /// <param name="region">The region that the bucket is in, whose partition it has.</param>
    /// <param name="resource">As in <c>bucket</c> or <c>bucket/key</c>.</param>
    public static string ArnOf(string region, string resource) =>
        Arn.Global(Partitions.OfRegion(region), "s3", "", resource).ToString();

    /// <summary>An action on a bucket, whether it exists or not.</summary>
    public Requirement OnBucket(Call call, string action, Found<BucketRecord> found) =>
        On(call, action, found.Record, found.Key);

    /// <summary>An action on an object.</summary>
    public Requirement OnObject(Call call, string action, Found<BucketRecord> found, string key) =>
        On(call, action, found.Record, $"{found.Key}/{key}");

    /// <summary>The bucket that was found, as it is now, if a call may be done on it.</summary>
    /// <param name="expectedOwner">The account that the caller believes to own it; null when it does not say.</param>
    /// <exception cref="Wire.Errors.AwsException">
    /// There is none, or another has its name by now; or it is in another region than the call was signed for, or not the
    /// expected owner's.
    /// </exception>
    /// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html" />
    public BucketRecord Current(Found<BucketRecord> found, Call call, string? expectedOwner)
    {
        if (expectedOwner is not null && !AccountId.TryParse(expectedOwner, out _))
        {
            throw S3Errors.BadOwner();
        }

        var bucket = table.Current(found) ?? throw S3Errors.NoSuchBucket(found.Key);
        var isSigned = call.Caller.AccessKeyId is not null;
        if (isSigned && bucket.Region != call.Region)
        {
            throw S3Errors.WrongRegion(call.Region, bucket.Region);
        }

        return expectedOwner is null || bucket.Account == expectedOwner ? bucket : throw S3Errors.AccessDenied();
    }

    /// <summary>Changes a bucket.</summary>
    /// <param name="change">Gets the bucket as it is and gives it as it is to be.</param>
    /// <exception cref="Wire.Errors.AwsException"><c>NoSuchBucket</c> when it is gone, whether or not another has its name.</exception>
    public async ValueTask ChangeAsync(
        BucketRecord bucket,
        Func<BucketRecord, BucketRecord> change,
        CancellationToken cancellationToken
    ) =>
        await table.ChangeAsync(
            new Found<BucketRecord>(bucket.Key, bucket),
            change,
            () => S3Errors.NoSuchBucket(bucket.Name),
            cancellationToken
        );

    // What is there is judged as what it is, wherever it is called from; nothing else tells a partition than the region.
    private Requirement On(Call call, string action, BucketRecord? bucket, string resource)
    {
        var arn = ArnOf(bucket?.Region ?? call.Region, resource);
        return new Requirement(action, arn)
        {
            ShownResource = $"\"{arn}\"",
            ResourceAccount = bucket is null ? null : AccountId.Parse(bucket.Account),
            ResourcePolicy = new ResourcePolicy(bucket is null ? null : PolicyOf(bucket), IsRequired: false),
            Context = SignatureContext.Of(call, bucket?.Account),
        };
    }

    // The record is made anew by each change of its policy, so it is the key.
    private CompiledPolicy? PolicyOf(BucketRecord bucket) =>
        bucket.Policy is not { } policy
            ? null
            : _policies.GetValue(
                bucket,
                _ => CompiledPolicy.CompileOrDeny(policy, PolicyKind.Resource, $"bucket policy of {bucket.Name}")
            );
}
