using Lanyard.Access.Admission;
using Lanyard.Wire.Errors;

namespace Lanyard.Services.S3;

/// <summary>Finding an object for a read, as S3 tells those who may not list a bucket nothing of what is not in it.</summary>
internal static class ObjectReads
{
    /// <summary>What a read needs; one of a version needs an action of its own.</summary>
    public static Requirement Require(Buckets buckets, string bucket, string key, string? versionId) =>
        buckets.OnObject(versionId is null ? "s3:GetObject" : "s3:GetObjectVersion", bucket, key);

    /// <summary>Finds an object.</summary>
    /// <exception cref="Wire.Errors.AwsException">
    /// <c>NoSuchBucket</c>; <c>NoSuchKey</c> for those who may list the bucket, <c>AccessDenied</c> for everybody else.
    /// </exception>
    public static async ValueTask<ObjectRecord> FindAsync(
        Buckets buckets,
        BucketObjects objects,
        Call call,
        string bucket,
        string key,
        CancellationToken cancellationToken
    )
    {
        _ = buckets.Find(call, bucket);
        return await objects.FindAsync(bucket, key, cancellationToken) ?? throw Missing(buckets, call, bucket, key);
    }

    /// <summary>Finds an object and opens its bytes.</summary>
    /// <exception cref="AwsException">As for <see cref="FindAsync" />.</exception>
    public static async ValueTask<(ObjectRecord Record, FileStream Body)> OpenAsync(
        Buckets buckets,
        BucketObjects objects,
        Call call,
        string bucket,
        string key,
        CancellationToken cancellationToken
    )
    {
        _ = buckets.Find(call, bucket);
        return await objects.OpenAsync(bucket, key, cancellationToken) ?? throw Missing(buckets, call, bucket, key);
    }

    private static AwsException Missing(Buckets buckets, Call call, string bucket, string key) =>
        call.Ask(buckets.OnBucket("s3:ListBucket", bucket)).IsAllowed
            ? S3Errors.NoSuchKey(key)
            : S3Errors.AccessDenied();
}
