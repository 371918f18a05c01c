using System.Runtime.CompilerServices;
using Lanyard.Access.Admission;
using Lanyard.Policy;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Storage;

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
    public Requirement OnBucket(string action, string bucket) => On(action, bucket, ArnOf(bucket));

    /// <summary>An action on an object.</summary>
    public Requirement OnObject(string action, string bucket, string key) =>
        On(action, bucket, $"{ArnOf(bucket)}/{key}");

    /// <summary>Finds a bucket for a call.</summary>
    /// <exception cref="Wire.Errors.AwsException">There is none, or it is in another region than the call was signed for.</exception>
    public BucketRecord Find(Call call, string bucket)
    {
        var found = table.Find(bucket) ?? throw S3Errors.NoSuchBucket(bucket);
        var isSigned = call.Caller.AccessKeyId is not null;
        return !isSigned || string.Equals(found.Region, call.Region, StringComparison.Ordinal)
            ? found
            : throw S3Errors.WrongRegion(call.Region, found.Region);
    }

    private Requirement On(string action, string bucket, string arn)
    {
        var record = table.Find(bucket);
        return new Requirement(action, arn)
        {
            ShownResource = $"\"{arn}\"",
            ResourceAccount = record is null ? null : AccountId.Parse(record.Account),
            ResourcePolicy = new ResourcePolicy(record is null ? null : PolicyOf(record), IsRequired: false),
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
}
