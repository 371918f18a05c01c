using System.Diagnostics;
using System.Globalization;
using System.Text;
using Lanyard.Wire.Errors;

namespace Lanyard.Wire.Signing;

/// <summary>What S3 answers when a signature does not hold.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html" />
internal static class S3SignatureErrors
{
    private const string MismatchText =
        "The request signature we calculated does not match the signature you provided. "
        + "Check your key and signing method.";

    /// <summary>The error for a fault.</summary>
    public static AwsException For(SignatureFault fault, SignatureFaultDetails details) =>
        fault switch
        {
            SignatureFault.MissingAuthentication => new("AccessDenied", "Access Denied", 403),
            SignatureFault.MalformedAuthorization => Malformed(details.Request),
            SignatureFault.SeveralAuthentications => Several(details.Request),
            SignatureFault.UnsupportedAlgorithm => Unsupported(details.Request),
            SignatureFault.MissingDate => new(
                "AccessDenied",
                "AWS authentication requires a valid Date or x-amz-date header",
                403
            ),
            SignatureFault.SkewedLate when IsPresigned(details) => new("AccessDenied", "Request is not valid yet", 403),
            SignatureFault.SkewedEarly or SignatureFault.SkewedLate => Skewed(details),
            SignatureFault.PresignExpired => Expired(details),
            SignatureFault.PresignParameters => QueryError(PresignText(details.Request)),
            SignatureFault.ExpiresOutOfRange => QueryError(ExpiresText(details.Request)),
            SignatureFault.ScopeMismatch => S3ScopeErrors.For(details),
            SignatureFault.UnsignedHeaders => NotSigned(details),
            SignatureFault.Mismatch => Mismatch(details),
            SignatureFault.MissingPayloadHash => new(
                "InvalidRequest",
                "Missing required header for this request: x-amz-content-sha256"
            ),
            SignatureFault.UnknownPayloadHash => UnknownHash(details),
            SignatureFault.PayloadHashMismatch => PayloadMismatch(
                details.Signature?.PayloadHash ?? "",
                details.Verdict.Found ?? ""
            ),
            SignatureFault.UnknownKey => UnknownKey(details),
            SignatureFault.InvalidToken => Token(
                "InvalidToken",
                "The provided token is malformed or otherwise invalid.",
                details
            ),
            SignatureFault.ExpiredToken => Token("ExpiredToken", "The provided token has expired.", details),
            _ => throw new UnreachableException($"no error for {fault}"),
        };

    /// <summary>That the body's hash is not the declared one.</summary>
    public static AwsException PayloadMismatch(string declared, string computed) =>
        new("XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.")
        {
            Details = [new("ClientComputedContentSHA256", declared), new("S3ComputedContentSHA256", computed)],
        };

    /// <summary>That a signature, of the request or of a chunk, is not the one we calculate.</summary>
    /// <param name="canonicalRequest">Null for a chunk.</param>
    public static AwsException Mismatch(
        string accessKeyId,
        string stringToSign,
        string signature,
        string? canonicalRequest
    )
    {
        List<KeyValuePair<string, string>> details =
        [
            new("AWSAccessKeyId", accessKeyId),
            new("StringToSign", stringToSign),
            new("SignatureProvided", signature),
            new("StringToSignBytes", Octets(stringToSign)),
        ];
        if (canonicalRequest is not null)
        {
            details.Add(new("CanonicalRequest", canonicalRequest));
            details.Add(new("CanonicalRequestBytes", Octets(canonicalRequest)));
        }

        return new("SignatureDoesNotMatch", MismatchText, 403) { Details = details };
    }

    private static AwsException Mismatch(SignatureFaultDetails details) =>
        Mismatch(
            details.Signature?.AccessKeyId ?? "",
            details.Verdict.StringToSign ?? "",
            details.Signature?.Signature ?? "",
            details.Verdict.CanonicalRequest ?? ""
        );

    private static AwsException Malformed(WireRequest request)
    {
        var header = AuthorizationHeader.Parse(request.Headers["Authorization"]);
        var why = !header.IsComplete
            ? "the authorization header requires three components: Credential, SignedHeaders, and Signature."
            : "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".";

        return new("AuthorizationHeaderMalformed", $"The authorization header is malformed; {why}");
    }

    private static AwsException Several(WireRequest request) =>
        new(
            "InvalidArgument",
            "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string "
                + "parameter or the Authorization header should be specified"
        )
        {
            Details =
            [
                new("ArgumentName", "Authorization"),
                new("ArgumentValue", request.Headers["Authorization"] ?? ""),
            ],
        };

    private static AwsException Unsupported(WireRequest request)
    {
        if (request.Headers["Authorization"] is not { } header)
        {
            return QueryError("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256\"");
        }

        return SignatureFaultText.IsForeignScheme(request) && !header.StartsWith("AWS ", StringComparison.Ordinal)
            ? new("InvalidArgument", "Unsupported Authorization Type")
            {
                Details = [new("ArgumentName", "Authorization"), new("ArgumentValue", header)],
            }
            : new(
                "InvalidRequest",
                "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256."
            );
    }

    private static AwsException Skewed(SignatureFaultDetails details) =>
        new("RequestTimeTooSkewed", "The difference between the request time and the current time is too large.", 403)
        {
            Details =
            [
                new("RequestTime", details.Signature?.Timestamp ?? ""),
                new("ServerTime", Iso8601.Seconds(details.Now)),
                new("MaxAllowedSkewMilliseconds", Number(details.Rules.AllowedSkew.TotalMilliseconds)),
            ],
        };

    private static AwsException Expired(SignatureFaultDetails details)
    {
        var expires = details.Signature?.Expires ?? TimeSpan.Zero;
        var end = (details.Signature?.SignedAt ?? details.Now) + expires;

        return new("AccessDenied", "Request has expired", 403)
        {
            Details =
            [
                new("X-Amz-Expires", Number(expires.TotalSeconds)),
                new("Expires", Iso8601.Seconds(end)),
                new("ServerTime", Iso8601.Seconds(details.Now)),
            ],
        };
    }

    private static string PresignText(WireRequest request)
    {
        var query = QueryParameters.Read(request.Query);
        if (!query.IsComplete || query.Expires is null)
        {
            return "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, "
                + "X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.";
        }

        return CredentialScope.TryParse(query.Credential, out _)
            ? "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""
            : "Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "
                + "\"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".";
    }

    private static string ExpiresText(WireRequest request)
    {
        var text = QueryParameters.Read(request.Query).Expires;
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
        {
            return "X-Amz-Expires should be a number";
        }

        return seconds < 1
            ? "X-Amz-Expires must be non-negative"
            : "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than "
                + "604800 seconds";
    }

    private static AwsException NotSigned(SignatureFaultDetails details) =>
        new("AccessDenied", "There were headers present in the request which were not signed", 403)
        {
            Details = [new("HeadersNotSigned", details.Verdict.Found ?? "")],
        };

    private static AwsException UnknownHash(SignatureFaultDetails details) =>
        new(
            "InvalidArgument",
            $"x-amz-content-sha256 must be {PayloadHashes.NotSigned}, {PayloadHashes.UnsignedChunksWithTrailer}, "
                + $"{PayloadHashes.SignedChunks}, {PayloadHashes.SignedChunksWithTrailer}, or a valid sha256 value."
        )
        {
            Details =
            [
                new("ArgumentName", "x-amz-content-sha256"),
                new("ArgumentValue", details.Signature?.PayloadHash ?? ""),
            ],
        };

    private static AwsException UnknownKey(SignatureFaultDetails details) =>
        new("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403)
        {
            Details = [new("AWSAccessKeyId", details.Signature?.AccessKeyId ?? "")],
        };

    private static AwsException Token(string code, string message, SignatureFaultDetails details) =>
        new(code, message) { Details = [new("Token-0", details.Signature?.SessionToken ?? "")] };

    private static AwsException QueryError(string message) => new("AuthorizationQueryParametersError", message);

    private static bool IsPresigned(SignatureFaultDetails details) =>
        details.Signature?.Kind == SignatureKind.Presigned;

    private static string Octets(string text) =>
        string.Join(
            ' ',
            Encoding.UTF8.GetBytes(text).Select(octet => octet.ToString("x2", CultureInfo.InvariantCulture))
        );

    private static string Number(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
