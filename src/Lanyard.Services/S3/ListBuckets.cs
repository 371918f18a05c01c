using Lanyard.Access.Admission;
using Lanyard.Policy;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Lists the caller's buckets by name.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html" />
internal sealed class ListBuckets(Buckets buckets)
    : ReadOperation<ListBucketsInput, AccountId, ListBucketsOutput>(S3Model.ListBuckets)
{
    private const int LargestPage = 10_000;

    protected override AccountId Find(ListBucketsInput input, Call call) => call.Account;

    protected override IEnumerable<Requirement> Require(ListBucketsInput input, AccountId subject, Call call) =>
        [
            new Requirement("s3:ListAllMyBuckets", "*")
            {
                ShownResource = null,
                Context = SignatureContext.Of(call, owner: null),
            },
        ];

    protected override ListBucketsOutput Answer(ListBucketsInput input, AccountId subject, AdmittedCall call)
    {
        if (input.MaxBuckets is { } size and (< 1 or > LargestPage))
        {
            throw S3Errors.OutOfRange("max-buckets", size, 1, LargestPage);
        }

        var account = subject.ToString();
        var owned = buckets
            .Table.List(input.Prefix ?? "")
            .Where(bucket => bucket.Account == account)
            .Where(bucket => input.BucketRegion is not { } region || bucket.Region == region);
        var (page, next) = Pages.Of(
            owned,
            bucket => bucket.Name,
            input.ContinuationToken,
            input.MaxBuckets ?? LargestPage
        );
        return new ListBucketsOutput
        {
            Buckets = [.. page.Select(Describe)],
            Owner = new Owner { ID = account },
            ContinuationToken = next,
            Prefix = input.Prefix,
        };
    }

    private static Bucket Describe(BucketRecord bucket) =>
        new()
        {
            Name = bucket.Name,
            CreationDate = bucket.CreatedAt,
            BucketRegion = bucket.Region,
        };
}
