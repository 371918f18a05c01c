using System.Net;

namespace Lanyard.Wire.Dialects;

/// <summary>Which bucket and key an S3 request is about, in path style or virtual-host style.</summary>
/// <param name="Bucket">The bucket; null for calls on the service itself.</param>
/// <param name="Key">The key, decoded; null for calls on a bucket.</param>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html" />
public readonly record struct S3Address(string? Bucket, string? Key)
{
    /// <summary>Reads host and path. The request stays as it is, for its signature covers both.</summary>
    /// <remarks>
    /// Virtual-host style is seen on hosts below <c>localhost</c> and on those with a label <c>s3</c> or
    /// <c>s3-REGION</c> behind the bucket, as in <c>b.s3.eu-west-1.amazonaws.com</c>. On any other host the bucket
    /// is the first part of the path.
    /// </remarks>
    public static S3Address Of(WireRequest request)
    {
        var path = request.Path.TrimStart('/');
        if (BucketInHost(request) is { } bucket)
        {
            return new(bucket, KeyOf(request.Path.StartsWith('/') ? request.Path[1..] : request.Path));
        }

        if (path.Length == 0)
        {
            return default;
        }

        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? new(WireValue.Decode(path, plusIsBlank: false), null)
            : new(WireValue.Decode(path[..slash], plusIsBlank: false), KeyOf(path[(slash + 1)..]));
    }

    /// <summary>What S3 calls the kind of thing that is named, as in <c>BUCKET</c>.</summary>
    internal string ResourceType =>
        Bucket is null ? "SERVICE"
        : Key is null ? "BUCKET"
        : "OBJECT";

    /// <summary>The bucket in a request's host; null when it is in the path, or in none.</summary>
    internal static string? BucketInHost(WireRequest request) => BucketOfHost(request.Headers["Host"] ?? "");

    private static string? KeyOf(string path) => path.Length == 0 ? null : WireValue.Decode(path, plusIsBlank: false);

    private static string? BucketOfHost(string host)
    {
        var colon = host.LastIndexOf(':');
        var name = colon > 0 && !host.EndsWith(']') ? host[..colon] : host;
        if (name.Length == 0 || name[0] == '[' || IPAddress.TryParse(name, out _))
        {
            return null;
        }

        var service = ServiceLabel(name);
        return service > 0 ? name[..(service - 1)] : null;
    }

    // Where the endpoint's own name begins behind the bucket: 0 when there is no bucket, -1 when it is not known.
    private static int ServiceLabel(string host)
    {
        var start = host.Length;
        var found = host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            ? host.Length - "localhost".Length
            : -1;
        while (start > 0)
        {
            var dot = host.LastIndexOf('.', start - 1);
            if (IsServiceLabel(host.AsSpan((dot + 1)..start)))
            {
                return dot + 1;
            }

            start = dot < 0 ? 0 : dot;
        }

        return found;
    }

    private static bool IsServiceLabel(ReadOnlySpan<char> label) =>
        label.Equals("s3", StringComparison.OrdinalIgnoreCase)
        || label.Equals("s3-accelerate", StringComparison.OrdinalIgnoreCase)
        || (label.StartsWith("s3-", StringComparison.OrdinalIgnoreCase) && label.Count('-') == 3);
}
