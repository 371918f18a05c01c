namespace Lanyard.Services.S3;

/// <summary>One page of a bucket's keys, those below a delimiter rolled up into common prefixes.</summary>
/// <param name="Objects">The objects.</param>
/// <param name="CommonPrefixes">The prefixes, in order.</param>
/// <param name="Last">The last key or prefix on the page; null when it is empty.</param>
/// <param name="IsTruncated">Whether more follows.</param>
internal sealed record KeyListing(
    IReadOnlyList<ObjectRecord> Objects,
    IReadOnlyList<string> CommonPrefixes,
    string? Last,
    bool IsTruncated
)
{
    /// <summary>Reads a page.</summary>
    /// <param name="after">The key or common prefix behind which to begin; null for the beginning.</param>
    public static async ValueTask<KeyListing> ReadAsync(
        BucketObjects objects,
        BucketRecord bucket,
        string prefix,
        string? delimiter,
        string? after,
        int maxKeys,
        CancellationToken cancellationToken
    )
    {
        var found = new List<ObjectRecord>();
        var prefixes = new List<string>();
        string? last = null;
        await foreach (var item in objects.ListAsync(bucket, prefix, after, cancellationToken))
        {
            var rolled = RollUp(item.Key, prefix, delimiter);
            var isSeen = rolled is not null && (rolled == last || (after is not null && rolled == after));
            if (isSeen)
            {
                continue;
            }

            if (found.Count + prefixes.Count >= maxKeys)
            {
                return new KeyListing(found, prefixes, last, maxKeys > 0);
            }

            if (rolled is null)
            {
                found.Add(item);
            }
            else
            {
                prefixes.Add(rolled);
            }

            last = rolled ?? item.Key;
        }

        return new KeyListing(found, prefixes, last, IsTruncated: false);
    }

    private static string? RollUp(string key, string prefix, string? delimiter)
    {
        if (delimiter is not { Length: > 0 })
        {
            return null;
        }

        var end = key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return end < 0 ? null : key[..(end + delimiter.Length)];
    }
}
