using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Deletes up to a thousand objects, each decided by itself: those that may not be deleted come back as errors.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html" />
internal sealed class DeleteObjects(Buckets buckets, BucketObjects objects)
    : Operation<DeleteObjectsInput, Found<BucketRecord>, DeleteObjectsOutput>(S3Model.DeleteObjects),
        IRequiresNothing
{
    private const int MostKeys = 1000;

    protected override Found<BucketRecord> Find(DeleteObjectsInput input, Call call) => buckets.Table.At(input.Bucket!);

    // The call as such needs nothing: a key that is refused, were it the only one, is an error within the answer.
    protected override IEnumerable<Requirement> Require(
        DeleteObjectsInput input,
        Found<BucketRecord> subject,
        Call call
    ) => [];

    protected override async ValueTask<DeleteObjectsOutput> InvokeAsync(
        DeleteObjectsInput input,
        Found<BucketRecord> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var keys = KeysOf(input);
        // Before the bucket is looked at: who may delete nothing does not learn whether there is one.
        var permitted = keys.Where(item => RequirementsOf(item, input, subject, call).All(call.Permits)).ToHashSet();
        if (permitted.Count > 0)
        {
            var bucket = buckets.Current(subject, call, input.ExpectedBucketOwner);
            foreach (var item in permitted.Where(item => DeletionRequirements.IsCurrent(item.VersionId)))
            {
                await objects.RemoveAsync(bucket, item.Key!, cancellationToken);
            }
        }

        var deleted = keys.Where(item => permitted.Contains(item) && input.Delete!.Quiet != true);
        return new DeleteObjectsOutput
        {
            Deleted = [.. deleted.Select(item => new DeletedObject { Key = item.Key, VersionId = item.VersionId })],
            Errors = [.. keys.Where(item => !permitted.Contains(item)).Select(Refused)],
        };
    }

    private static IReadOnlyList<ObjectIdentifier> KeysOf(DeleteObjectsInput input) =>
        input.Delete?.Objects is { Count: > 0 and <= MostKeys } keys && keys.All(item => item.Key is { Length: > 0 })
            ? keys
            : throw S3Errors.MalformedXml();

    private IReadOnlyList<Requirement> RequirementsOf(
        ObjectIdentifier item,
        DeleteObjectsInput input,
        Found<BucketRecord> subject,
        Call call
    ) =>
        DeletionRequirements.Of(
            buckets.OnObject(call, "s3:DeleteObject", subject, item.Key!),
            item.VersionId,
            input.BypassGovernanceRetention
        );

    private static Error Refused(ObjectIdentifier item)
    {
        var denied = S3Errors.AccessDenied();
        return new Error
        {
            Key = item.Key,
            VersionId = item.VersionId,
            Code = denied.Code,
            Message = denied.Message,
        };
    }
}
