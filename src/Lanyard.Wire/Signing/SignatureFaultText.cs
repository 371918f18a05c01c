using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Lanyard.Wire.Signing;

/// <summary>The sentences in which every service but S3 says what is wrong; made again from the request, off the hot path.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html" />
internal static class SignatureFaultText
{
    /// <summary>For <c>X-Amz-Expires</c>. AWS's own wording is not known.</summary>
    public const string ExpiresRange = "X-Amz-Expires must be a number of seconds from 1 to 604800";

    /// <summary>Whether the header belongs to another scheme altogether, as <c>Bearer</c>.</summary>
    public static bool IsForeignScheme(WireRequest request) =>
        request.Headers["Authorization"] is { } header
        && !header.AsSpan().TrimStart().StartsWith("AWS4-", StringComparison.Ordinal);

    /// <summary>What the <c>Authorization</c> header lacks.</summary>
    public static string Malformed(WireRequest request)
    {
        var raw = request.Headers["Authorization"] ?? "";
        var header = AuthorizationHeader.Parse(raw);
        if (header.IsGarbled)
        {
            return "Invalid key=value pair (missing equal-sign) in Authorization header "
                + $"(hashed with SHA-256 and encoded with Base64): '{Hashed(raw)}'.";
        }

        if (header.IsComplete)
        {
            return CredentialParts(header.Credential);
        }

        var text = new StringBuilder();
        AppendIf(header.Credential.IsEmpty, "Authorization header requires 'Credential' parameter. ");
        AppendIf(header.Signature.IsEmpty, "Authorization header requires 'Signature' parameter. ");
        AppendIf(header.SignedHeaders.IsEmpty, "Authorization header requires 'SignedHeaders' parameter. ");
        AppendIf(!HasDate(request), NoDate);

        return text.Append(HashedAuthorization(raw)).ToString();

        void AppendIf(bool isMissing, string sentence) => text.Append(isMissing ? sentence : "");
    }

    /// <summary>That no date can be read.</summary>
    public static string Date(WireRequest request) =>
        (request.Headers["X-Amz-Date"] ?? request.Headers["Date"]) is { } date
            ? UnreadableDate(date)
            : NoDate + HashedAuthorization(request.Headers["Authorization"] ?? "");

    /// <summary>That the algorithm is not ours.</summary>
    public static string Unsupported(WireRequest request)
    {
        var algorithm = QueryParameters.IsPresigned(request.Query)
            ? QueryParameters.Read(request.Query).Algorithm
            : AuthorizationHeader.Parse(request.Headers["Authorization"]).Algorithm.ToString();

        return $"Unsupported AWS 'algorithm': '{algorithm}' (only {SigningScope.Algorithm} for now). ";
    }

    /// <summary>What a presigned request lacks.</summary>
    public static string Parameters(WireRequest request)
    {
        var query = QueryParameters.Read(request.Query);
        if (query.IsComplete)
        {
            return CredentialScope.TryParse(query.Credential, out _)
                ? UnreadableDate(query.Date)
                : CredentialParts(query.Credential);
        }

        var text = new StringBuilder();
        AppendIfMissing(query.Algorithm, "X-Amz-Algorithm");
        AppendIfMissing(query.Credential, "X-Amz-Credential");
        AppendIfMissing(query.Signature, "X-Amz-Signature");
        AppendIfMissing(query.SignedHeaders, "X-Amz-SignedHeaders");
        AppendIfMissing(query.Date, "X-Amz-Date");

        return text.Append("Re-examine the query-string parameters.").ToString();

        void AppendIfMissing(string? value, string name) =>
            text.Append(string.IsNullOrEmpty(value) ? $"AWS query-string parameters must include '{name}'. " : "");
    }

    /// <summary>That the signature is too old, with both times.</summary>
    public static string Expired(SignatureFaultDetails details)
    {
        var window = details.Signature?.Expires ?? details.Rules.AllowedSkew;
        var now = SigningScope.Format(details.Now);
        var limit = SigningScope.Format(details.Now - window);

        return $"Signature expired: {SignedAt(details)} is now earlier than {limit} ({now} - {Minutes(window)} min.)";
    }

    /// <summary>That the signature comes too early, with both times.</summary>
    public static string NotYetCurrent(SignatureFaultDetails details)
    {
        var window = details.Rules.AllowedSkew;
        var now = SigningScope.Format(details.Now);
        var limit = SigningScope.Format(details.Now + window);

        return $"Signature not yet current: {SignedAt(details)} is still later than {limit} "
            + $"({now} + {Minutes(window)} min.)";
    }

    /// <summary>What of the credential scope is wrong: a sentence for each part.</summary>
    public static string Scope(SignatureFaultDetails details)
    {
        if (details.Signature is not { } signature)
        {
            return "";
        }

        var text = new StringBuilder();
        if (!details.Rules.Admits(signature.Region))
        {
            text.Append("Credential should be scoped to a valid region. ");
        }

        if (!Same(signature.Service, details.Rules.Service))
        {
            text.Append($"Credential should be scoped to correct service: '{details.Rules.Service}'. ");
        }

        if (!Same(signature.Terminator, SigningScope.Terminator))
        {
            text.Append(
                $"Credential should be scoped with a valid terminator: '{SigningScope.Terminator}', "
                    + $"not '{signature.Terminator}'. "
            );
        }

        var timestamp = signature.Timestamp;
        if (!Same(signature.Date, timestamp[..8]))
        {
            text.Append(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                    + $"'{signature.Date}' != '{timestamp[..8]}', from '{timestamp}'. "
            );
        }

        return text.ToString();
    }

    private const string NoDate =
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";

    private static bool HasDate(WireRequest request) =>
        request.Headers["X-Amz-Date"] is not null || request.Headers["Date"] is not null;

    private static string UnreadableDate(string date) =>
        $"Date must be in ISO-8601 'basic format'. Got '{date}'. See http://en.wikipedia.org/wiki/ISO_8601";

    private static string CredentialParts(ReadOnlySpan<char> credential) =>
        "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, "
        + $"got '{credential}'";

    // AWS does not repeat the header itself: it may hold a good signature.
    private static string HashedAuthorization(string header) =>
        $"(Hashed with SHA-256 and encoded with Base64) Authorization={Hashed(header)}";

    private static string Hashed(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string SignedAt(SignatureFaultDetails details) => details.Signature?.Timestamp ?? "";

    private static string Minutes(TimeSpan window) =>
        window.TotalMinutes.ToString("0.##", CultureInfo.InvariantCulture);

    private static bool Same(string left, string right) => left == right;
}
