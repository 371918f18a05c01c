using System.Diagnostics.CodeAnalysis;

namespace Lanyard.Wire.Signing;

/// <summary>The parameters of a presigned request; null where one is missing.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html" />
internal sealed class QueryParameters
{
    /// <summary><c>X-Amz-Algorithm</c>.</summary>
    public string? Algorithm { get; private set; }

    /// <summary><c>X-Amz-Credential</c>.</summary>
    public string? Credential { get; private set; }

    /// <summary><c>X-Amz-Date</c>.</summary>
    public string? Date { get; private set; }

    /// <summary><c>X-Amz-Expires</c>.</summary>
    public string? Expires { get; private set; }

    /// <summary><c>X-Amz-SignedHeaders</c>.</summary>
    public string? SignedHeaders { get; private set; }

    /// <summary><c>X-Amz-Signature</c>.</summary>
    public string? Signature { get; private set; }

    /// <summary><c>X-Amz-Security-Token</c>.</summary>
    public string? SessionToken { get; private set; }

    /// <summary><c>X-Amz-Content-Sha256</c>.</summary>
    public string? PayloadHash { get; private set; }

    /// <summary>Whether everything is there that every service wants; S3 wants <see cref="Expires" /> too.</summary>
    [MemberNotNullWhen(true, nameof(Credential), nameof(Date), nameof(SignedHeaders), nameof(Signature))]
    public bool IsComplete =>
        !string.IsNullOrEmpty(Algorithm)
        && !string.IsNullOrEmpty(Credential)
        && !string.IsNullOrEmpty(Date)
        && !string.IsNullOrEmpty(SignedHeaders)
        && !string.IsNullOrEmpty(Signature);

    /// <summary>Whether a query claims to carry a signature.</summary>
    public static bool IsPresigned(ReadOnlySpan<char> query)
    {
        if (!query.Contains("X-Amz-", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var range in query.Split('&'))
        {
            if (NameOf(query[range]) is "X-Amz-Algorithm" or "X-Amz-Credential" or "X-Amz-Signature")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads the parameters; of one given twice the first counts.</summary>
    public static QueryParameters Read(ReadOnlySpan<char> query)
    {
        var parameters = new QueryParameters();
        foreach (var range in query.Split('&'))
        {
            var name = NameOf(query[range]);
            if (name.StartsWith("X-Amz-", StringComparison.Ordinal) && name.Length < query[range].Length)
            {
                parameters.Add(name, query[range][(name.Length + 1)..]);
            }
        }

        return parameters;
    }

    private static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> part)
    {
        var equals = part.IndexOf('=');

        return equals < 0 ? part : part[..equals];
    }

    private void Add(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        switch (name["X-Amz-".Length..])
        {
            case "Algorithm":
                Algorithm ??= Uri.UnescapeDataString(value);
                break;
            case "Credential":
                Credential ??= Uri.UnescapeDataString(value);
                break;
            case "Date":
                Date ??= Uri.UnescapeDataString(value);
                break;
            case "Expires":
                Expires ??= Uri.UnescapeDataString(value);
                break;
            case "SignedHeaders":
                SignedHeaders ??= Uri.UnescapeDataString(value);
                break;
            case "Signature":
                Signature ??= Uri.UnescapeDataString(value);
                break;
            case "Security-Token":
                SessionToken ??= Uri.UnescapeDataString(value);
                break;
            case "Content-Sha256":
                PayloadHash ??= Uri.UnescapeDataString(value);
                break;
        }
    }
}
