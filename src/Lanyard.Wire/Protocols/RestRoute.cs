namespace Lanyard.Wire.Protocols;

/// <summary>What a request of an operation looks like.</summary>
/// <param name="Fixed">Parameters the query must have, as <c>policy</c> or <c>list-type=2</c>.</param>
/// <param name="Required">Parameters that tell it from operations with the same fixed ones, as <c>uploadId</c>.</param>
/// <param name="Header">A header that tells it from another operation; null when none does.</param>
internal sealed record RestRoute(
    string Operation,
    string Method,
    RestLevel Level,
    string[] Fixed,
    string[] Required,
    string? Header
)
{
    /// <summary>The operation that a request calls; null when none has its method and path.</summary>
    public static string? Match(RestRoute[] routes, WireRequest request)
    {
        var address = S3Address.Of(request);
        var level =
            address.Bucket is null ? RestLevel.Service
            : address.Key is null ? RestLevel.Bucket
            : RestLevel.Key;
        var query = WireValue.Pairs(request.Query).ToList();
        RestRoute? best = null;
        foreach (var route in routes)
        {
            if (
                route.Level == level
                && route.Method == request.Method
                && Array.TrueForAll(route.Fixed, pair => Has(query, pair))
                && (best is null || route.Rank(query, request).CompareTo(best.Rank(query, request)) > 0)
            )
            {
                best = route;
            }
        }

        return best is not null && (best.Fixed.Length > 0 || best.IsComplete(query, request)) ? best.Operation : null;
    }

    // The subresource decides first (PutBucketAnalyticsConfiguration without its id is not CreateBucket), then
    // whether everything required is there, then who requires most (UploadPart before PutObject).
    private (int Fixed, bool IsComplete, int Required) Rank(
        List<KeyValuePair<string, string>> query,
        WireRequest request
    ) => (Fixed.Length, IsComplete(query, request), Required.Length + (Header is null ? 0 : 1));

    private bool IsComplete(List<KeyValuePair<string, string>> query, WireRequest request) =>
        Array.TrueForAll(Required, name => Has(query, name)) && (Header is null || request.Headers[Header] is not null);

    private static bool Has(List<KeyValuePair<string, string>> query, string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? pair : pair[..equals];
        return query.Exists(given => given.Key == name && (equals < 0 || given.Value == pair[(equals + 1)..]));
    }
}

/// <summary>How deep the path of a REST call goes.</summary>
internal enum RestLevel
{
    Service,
    Bucket,
    Key,
}
