using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Errors;

namespace Lanyard.Services.S3;

/// <summary>What reads of objects have in common.</summary>
internal static class ObjectReads
{
    /// <summary>What a read needs; one of a version needs an action of its own.</summary>
    public static Requirement On(
        Buckets buckets,
        Call call,
        Found<BucketRecord> bucket,
        string key,
        string? versionId
    ) => buckets.OnObject(call, versionId is null ? "s3:GetObject" : "s3:GetObjectVersion", bucket, key);

    /// <summary>Why there is no such object: S3 tells those who may not list a bucket nothing of what is not in it.</summary>
    /// <returns><c>NoSuchKey</c> for those who may list the bucket, <c>AccessDenied</c> for everybody else.</returns>
    public static AwsException Missing(Buckets buckets, AdmittedCall call, BucketRecord bucket, string key) =>
        call.Ask(buckets.OnBucket(call, "s3:ListBucket", new(bucket.Key, bucket))).IsAllowed
            ? S3Errors.NoSuchKey(key)
            : S3Errors.AccessDenied();
}
