using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Makes a bucket. ACLs, object lock and ownership controls are taken and not acted on.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html" />
internal sealed class CreateBucket(Buckets buckets, IdSource ids, TimeProvider time)
    : Operation<CreateBucketInput, CreateBucketOutput>(S3Model.CreateBucket)
{
    private const string FirstRegion = "us-east-1";

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        CreateBucketInput input,
        Call call,
        CancellationToken cancellationToken
    ) =>
        // Asked of the caller's own account alone: a bucket of that name that another has says nothing yet.
        Needs(
            new Requirement("s3:CreateBucket", Buckets.ArnOf(input.Bucket!))
            {
                ShownResource = $"\"{Buckets.ArnOf(input.Bucket!)}\"",
                Context = SignatureContext.Of(call, owner: null),
            }
        );

    public override async ValueTask<CreateBucketOutput> InvokeAsync(
        CreateBucketInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        BucketName.Check(input.Bucket!);
        var bucket = new BucketRecord
        {
            Id = ids.NewHexId(),
            Name = input.Bucket!,
            Account = call.Account.ToString(),
            Region = RegionOf(input, call),
            CreatedAt = time.GetUtcNow(),
        };
        if (!await buckets.Table.TryAddAsync(bucket, cancellationToken))
        {
            var known = buckets.Table.Find(bucket.Name);
            if (!string.Equals(known?.Account, bucket.Account, StringComparison.Ordinal))
            {
                throw S3Errors.AlreadyExists(bucket.Name);
            }

            // In us-east-1 making one's own bucket again is no error.
            if (!string.Equals(bucket.Region, FirstRegion, StringComparison.Ordinal))
            {
                throw S3Errors.AlreadyOwned(bucket.Name);
            }
        }

        return new CreateBucketOutput { Location = $"/{bucket.Name}" };
    }

    private static string RegionOf(CreateBucketInput input, Call call)
    {
        var constraint = input.CreateBucketConfiguration?.LocationConstraint;
        var isFirst = string.Equals(call.Region, FirstRegion, StringComparison.Ordinal);
        return constraint is null
            ? isFirst
                ? FirstRegion
                : throw S3Errors.BadLocation("unspecified")
            : isFirst || string.Equals(constraint, call.Region, StringComparison.Ordinal)
                ? constraint
                : throw S3Errors.BadLocation(constraint);
    }
}
