using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Policy;
using Lanyard.Policy.Evaluation;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>
/// Makes a bucket. ACLs, object lock and ownership controls are taken and not acted on; tags need leave and are not kept.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html" />
internal sealed class CreateBucket(Buckets buckets, IdSource ids, TimeProvider time)
    : Operation<CreateBucketInput, string, CreateBucketOutput>(S3Model.CreateBucket)
{
    private const string FirstRegion = "us-east-1";

    // The name alone. It is asked of the caller's own account: a bucket of that name that another has says nothing yet.
    protected override string Find(CreateBucketInput input, Call call) => input.Bucket!;

    protected override IEnumerable<Requirement> Require(CreateBucketInput input, string subject, Call call)
    {
        var arn = Buckets.ArnOf(call.Region, subject);
        var tags = TagsOf(input);
        var create = new Requirement("s3:CreateBucket", arn)
        {
            ShownResource = $"\"{arn}\"",
            Context = SignatureContext.Of(call, owner: null).Concat(tags),
        };
        return tags.Count == 0 ? [create] : [create, create with { Action = "s3:TagResource" }];
    }

    protected override async ValueTask<CreateBucketOutput> InvokeAsync(
        CreateBucketInput input,
        string subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        BucketName.Check(subject);
        var bucket = new BucketRecord
        {
            Id = ids.NewHexId(),
            Name = subject,
            Account = call.Account.ToString(),
            Region = RegionOf(input, call),
            CreatedAt = time.GetUtcNow(),
        };
        var (known, _) = await buckets.Table.ChangeAsync(bucket.Key, current => current ?? bucket, cancellationToken);
        if (known is not null && known.Account != bucket.Account)
        {
            throw S3Errors.AlreadyExists(bucket.Name);
        }

        // In us-east-1 making one's own bucket again is no error.
        return known is null || bucket.Region == FirstRegion
            ? new CreateBucketOutput { Location = $"/{bucket.Name}" }
            : throw S3Errors.AlreadyOwned(bucket.Name);
    }

    private static ConditionValues TagsOf(CreateBucketInput input) =>
        TagContext.OfRequest(
            (input.CreateBucketConfiguration?.Tags ?? []).Select(tag =>
                KeyValuePair.Create(tag.Key ?? "", tag.Value ?? "")
            )
        );

    private static string RegionOf(CreateBucketInput input, Call call)
    {
        var constraint = input.CreateBucketConfiguration?.LocationConstraint;
        var isFirst = call.Region == FirstRegion;
        return constraint is null
            ? isFirst
                ? FirstRegion
                : throw S3Errors.BadLocation("unspecified")
            : constraint == call.Region || (isFirst && Partitions.OfRegion(constraint) == Partitions.Aws)
                ? constraint
                : throw S3Errors.BadLocation(constraint);
    }
}
