using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>
/// Makes a bucket. ACLs, object lock and ownership controls are taken and not acted on; tags need leave and are not kept.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html" />
internal sealed class CreateBucket(Buckets buckets, IdSource ids, TimeProvider time)
    : Operation<CreateBucketInput, CreateBucketOutput>(S3Model.CreateBucket)
{
    private const string FirstRegion = "us-east-1";

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        CreateBucketInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var arn = Buckets.ArnOf(input.Bucket!);
        var tags = TagContext.OfRequest(TagsOf(input));
        // Asked of the caller's own account alone: a bucket of that name that another has says nothing yet.
        var create = new Requirement("s3:CreateBucket", arn)
        {
            ShownResource = $"\"{arn}\"",
            Context = [.. SignatureContext.Of(call, owner: null), .. tags],
        };
        return tags.Count == 0 ? Needs(create) : Needs([create, create with { Action = "s3:TagResource" }]);
    }

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
            if (known?.Account != bucket.Account)
            {
                throw S3Errors.AlreadyExists(bucket.Name);
            }

            // In us-east-1 making one's own bucket again is no error.
            if (bucket.Region != FirstRegion)
            {
                throw S3Errors.AlreadyOwned(bucket.Name);
            }
        }

        return new CreateBucketOutput { Location = $"/{bucket.Name}" };
    }

    private static KeyValuePair<string, string>[] TagsOf(CreateBucketInput input) =>
        [
            .. (input.CreateBucketConfiguration?.Tags ?? []).Select(tag =>
                KeyValuePair.Create(tag.Key ?? "", tag.Value ?? "")
            ),
        ];

    private static string RegionOf(CreateBucketInput input, Call call)
    {
        var constraint = input.CreateBucketConfiguration?.LocationConstraint;
        var isFirst = call.Region == FirstRegion;
        return constraint is null
            ? isFirst
                ? FirstRegion
                : throw S3Errors.BadLocation("unspecified")
            : isFirst || constraint == call.Region
                ? constraint
                : throw S3Errors.BadLocation(constraint);
    }
}
