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

    /// <summary>The ARN of a bucket.</summary>
    public static string ArnOf(string bucket) => $"arn:aws:s3:::{bucket}";

    /// <summary>An action on a bucket.</summary>
    public Requirement OnBucket(Call call, string action, string bucket) => On(call, action, bucket, ArnOf(bucket));

    /// <summary>An action on an object.</summary>
    public Requirement OnObject(Call call, string action, string bucket, string key) =>
        On(call, action, bucket, $"{ArnOf(bucket)}/{key}");

    /// <summary>Finds the bucket that a call was decided on.</summary>
    /// <param name="expectedOwner">The account that the caller believes to own it; null when it does not say.</param>
    /// <exception cref="Wire.Errors.AwsException">
    /// There is none, or another has its name by now; or it is in another region than the call was signed for, or not the
    /// expected owner's.
    /// </exception>
    /// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html" />
    public BucketRecord Find(Call call, string bucket, string? expectedOwner)
    {
        if (expectedOwner is not null && !AccountId.TryParse(expectedOwner, out _))
        {
            throw S3Errors.BadOwner();
        }

        var found = SeenBy(call, bucket) ?? throw S3Errors.NoSuchBucket(bucket);
        ThrowIfGone(found);
        var isSigned = call.Caller.AccessKeyId is not null;
        if (isSigned && found.Region != call.Region)
        {
            throw S3Errors.WrongRegion(call.Region, found.Region);
        }

        return expectedOwner is null || found.Account == expectedOwner ? found : throw S3Errors.AccessDenied();
    }

    /// <summary>Whether a bucket was deleted, even when another has its name by now.</summary>
    public bool IsGone(BucketRecord bucket) => !IsSame(table.Find(bucket.Name), bucket);

    /// <summary>Refuses a bucket that was deleted meanwhile.</summary>
    /// <exception cref="Wire.Errors.AwsException"><c>NoSuchBucket</c>.</exception>
    public void ThrowIfGone(BucketRecord bucket)
    {
        if (IsGone(bucket))
        {
            throw S3Errors.NoSuchBucket(bucket.Name);
        }
    }

    /// <summary>Changes a bucket.</summary>
    /// <param name="change">Gets the bucket as it is and gives it as it is to be; null removes it.</param>
    /// <exception cref="Wire.Errors.AwsException"><c>NoSuchBucket</c> when it is gone.</exception>
    public async ValueTask ChangeAsync(
        BucketRecord bucket,
        Func<BucketRecord, BucketRecord?> change,
        CancellationToken cancellationToken
    ) =>
        await table.ChangeAsync(
            bucket.Name,
            current => IsSame(current, bucket) ? change(current!) : throw S3Errors.NoSuchBucket(bucket.Name),
            cancellationToken
        );

    private static bool IsSame(BucketRecord? current, BucketRecord bucket) => current?.Id == bucket.Id;

    // The bucket that the first requirement of a call was about: what is done must be done to that one.
    private BucketRecord? SeenBy(Call call, string bucket)
    {
        if (call.Subject is not Seen seen)
        {
            call.Subject = seen = new Seen(table.Find(bucket));
        }

        return seen.Bucket;
    }

    private Requirement On(Call call, string action, string bucket, string arn)
    {
        var record = SeenBy(call, bucket);
        return new Requirement(action, arn)
        {
            ShownResource = $"\"{arn}\"",
            ResourceAccount = record is null ? null : AccountId.Parse(record.Account),
            ResourcePolicy = new ResourcePolicy(record is null ? null : PolicyOf(record), IsRequired: false),
            Context = SignatureContext.Of(call, record?.Account),
        };
    }

    // The record is made anew by each change of its policy, so it is the key.
    private CompiledPolicy? PolicyOf(BucketRecord bucket) =>
        bucket.Policy is not { } policy ? null : _policies.GetValue(bucket, _ => Compile(policy, bucket.Name));

    // A policy was valid when it was put; one that cannot be read any more denies everything.
    private static CompiledPolicy Compile(string policy, string bucket)
    {
        const string DenyEverything =
            """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}}""";
        var parsed = PolicyDocument.Parse(policy, PolicyKind.Resource);
        return parsed.IsValid
            ? CompiledPolicy.Compile(parsed.Document, PolicyKind.Resource, $"bucket policy of {bucket}")
            : CompiledPolicy.Compile(
                PolicyDocument.Parse(DenyEverything, PolicyKind.Resource).Document!,
                PolicyKind.Resource,
                $"bucket policy of {bucket} (unreadable, so it denies everything)"
            );
    }

    /// <summary>The bucket of a call's name when it was decided; null when there was none.</summary>
    private sealed record Seen(BucketRecord? Bucket);
}
