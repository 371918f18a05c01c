namespace Lanyard.Wire.Protocols;

/// <summary>What a request of a REST operation looks like.</summary>
/// <param name="Operation">The operation's name.</param>
/// <param name="Method">The method, upper case.</param>
/// <param name="Path">The path with its labels, as in <c>/{Bucket}/{Key+}</c>; without query.</param>
public sealed record RestRoute(string Operation, string Method, string Path)
{
    /// <summary>Parameters the query must have, as <c>policy</c> or <c>list-type=2</c>.</summary>
    public IReadOnlyList<string> Fixed { get; init; } = [];

    /// <summary>Parameters that tell it from operations with the same fixed ones, as <c>uploadId</c>.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>A header that tells it from another operation; null when none does.</summary>
    public string? Header { get; init; }

    /// <summary>The operation that a request calls; null when none has its method and path.</summary>
    /// <param name="path">The request's path as the routes spell it.</param>
    internal static string? Match(IReadOnlyList<RestRoute> routes, string path, WireRequest request)
    {
        var query = WireValue.Pairs(request.Query).ToList();
        RestRoute? best = null;
        foreach (var route in routes)
        {
            if (
                route.Method == request.Method
                && RestPath.Match(route.Path, path) is not null
                && route.Fixed.All(pair => Has(query, pair))
                && (best is null || route.Rank(query, request).CompareTo(best.Rank(query, request)) > 0)
            )
            {
                best = route;
            }
        }

        return best is not null && (best.Fixed.Count > 0 || best.IsComplete(query, request)) ? best.Operation : null;
    }

    // What is spelt out decides before labels, then the subresource (PutBucketAnalyticsConfiguration without its id is not
    // CreateBucket), then whether everything required is there, then who requires most (UploadPart before PutObject).
    private (int Literals, int Fixed, bool IsComplete, int Required) Rank(
        List<KeyValuePair<string, string>> query,
        WireRequest request
    ) => (RestPath.Literals(Path), Fixed.Count, IsComplete(query, request), Required.Count + (Header is null ? 0 : 1));

    private bool IsComplete(List<KeyValuePair<string, string>> query, WireRequest request) =>
        Required.All(name => Has(query, name)) && (Header is null || request.Headers[Header] is not null);

    private static bool Has(List<KeyValuePair<string, string>> query, string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? pair : pair[..equals];
        return query.Exists(given => given.Key == name && (equals < 0 || given.Value == pair[(equals + 1)..]));
    }
}
