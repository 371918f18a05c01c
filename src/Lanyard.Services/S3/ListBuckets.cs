using Lanyard.Access.Admission;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Services.S3;

/// <summary>Lists the caller's buckets by name.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html" />
internal sealed class ListBuckets(Buckets buckets) : Operation<ListBucketsInput, ListBucketsOutput>(S3Model.ListBuckets)
{
    private const int LargestPage = 10_000;

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        ListBucketsInput input,
        Call call,
        CancellationToken cancellationToken
    ) =>
        Needs(
            new Requirement("s3:ListAllMyBuckets", "*")
            {
                ShownResource = null,
                Context = SignatureContext.Of(call, owner: null),
            }
        );

    public override ValueTask<ListBucketsOutput> InvokeAsync(
        ListBucketsInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        if (input.MaxBuckets is { } size and (< 1 or > LargestPage))
        {
            throw S3Errors.OutOfRange("max-buckets", size, 1, LargestPage);
        }

        var account = call.Account.ToString();
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
        return new(
            new ListBucketsOutput
            {
                Buckets =
                [
                    .. page.Select(bucket => new Bucket
                    {
                        Name = bucket.Name,
                        CreationDate = bucket.CreatedAt,
                        BucketRegion = bucket.Region,
                    }),
                ],
                Owner = new Owner { ID = account },
                ContinuationToken = next,
                Prefix = input.Prefix,
            }
        );
    }
}
