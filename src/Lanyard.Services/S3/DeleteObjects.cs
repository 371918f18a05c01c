using Lanyard.Access.Admission;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Deletes up to a thousand objects, each decided by itself: those that may not be deleted come back as errors.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html" />
internal sealed class DeleteObjects(Buckets buckets, BucketObjects objects)
    : Operation<DeleteObjectsInput, DeleteObjectsOutput>(S3Model.DeleteObjects)
{
    private const int MostKeys = 1000;

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DeleteObjectsInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        // The call as such needs nothing of its own beyond a bucket to ask about; each key is asked about below.
        return input.Delete?.Objects is [{ Key: { } first }]
            ? Needs(buckets.OnObject(call, "s3:DeleteObject", input.Bucket!, first))
            : NeedsNothing();
    }

    public override async ValueTask<DeleteObjectsOutput> InvokeAsync(
        DeleteObjectsInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var bucket = buckets.Find(call, input.Bucket!, input.ExpectedBucketOwner);
        if (input.Delete?.Objects is not { Count: > 0 and <= MostKeys } keys)
        {
            throw S3Errors.MalformedXml();
        }

        var deleted = new List<DeletedObject>();
        var errors = new List<Error>();
        foreach (var item in keys)
        {
            if (call.Permits(buckets.OnObject(call, "s3:DeleteObject", input.Bucket!, item.Key!)))
            {
                await objects.RemoveAsync(bucket, item.Key!, cancellationToken);
                deleted.Add(new DeletedObject { Key = item.Key });
            }
            else
            {
                errors.Add(
                    new Error
                    {
                        Key = item.Key,
                        Code = "AccessDenied",
                        Message = "Access Denied",
                    }
                );
            }
        }

        return new DeleteObjectsOutput { Deleted = input.Delete.Quiet == true ? [] : deleted, Errors = errors };
    }
}
