namespace Lanyard.Services.S3;

/// <summary>The tags of an upload's header, written like a query: <c>team=blue&amp;stage=beta</c>.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html" />
internal static class ObjectTags
{
    /// <summary>Reads the header; nothing when it is absent.</summary>
    /// <exception cref="Wire.Errors.AwsException"><c>InvalidArgument</c>: a tag has no key, or its key comes twice.</exception>
    public static OrderedDictionary<string, string> Parse(string? header)
    {
        var tags = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in (header ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var key = Decode(equals < 0 ? pair : pair[..equals]);
            if (key.Length == 0 || !tags.TryAdd(key, equals < 0 ? "" : Decode(pair[(equals + 1)..])))
            {
                throw S3Errors.BadTagging(header!);
            }
        }

        return tags;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
