using System.Diagnostics;
using Lanyard.Wire.Errors;

namespace Lanyard.Wire.Signing;

/// <summary>What every service but S3 answers when a signature does not hold: few codes, one sentence each.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html" />
internal static class FrontDoorSignatureErrors
{
    private const string InvalidSecurityToken = "The security token included in the request is invalid.";
    private const string ExpiredSecurityToken = "The security token included in the request is expired";

    private const string MismatchText =
        "The request signature we calculated does not match the signature you provided. "
        + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

    private const string HostNotSigned = "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.";

    /// <summary>With JSON bodies: codes end in <c>Exception</c>.</summary>
    /// <param name="status">The status: 400 with <c>X-Amz-Target</c>, 403 in REST.</param>
    public static AwsException ForJson(SignatureFault fault, SignatureFaultDetails details, int status = 400) =>
        KindOf(fault, details) switch
        {
            Kind.Missing => new("MissingAuthenticationTokenException", "Missing Authentication Token", status),
            Kind.Incomplete => new("IncompleteSignatureException", SentenceFor(fault, details), status),
            Kind.UnknownCaller => new("UnrecognizedClientException", InvalidSecurityToken, status),
            Kind.ExpiredCaller => new("ExpiredTokenException", ExpiredSecurityToken, status),
            _ => new("InvalidSignatureException", SentenceFor(fault, details), status),
        };

    /// <summary>With XML bodies: the status is 403 unless the header cannot be read.</summary>
    public static AwsException ForXml(SignatureFault fault, SignatureFaultDetails details) =>
        KindOf(fault, details) switch
        {
            Kind.Missing => new("MissingAuthenticationToken", "Request is missing Authentication Token", 403),
            Kind.Incomplete => new("IncompleteSignature", SentenceFor(fault, details)),
            Kind.UnknownCaller => new("InvalidClientTokenId", InvalidSecurityToken, 403),
            Kind.ExpiredCaller => new("ExpiredToken", ExpiredSecurityToken, 403),
            _ => new("SignatureDoesNotMatch", SentenceFor(fault, details), 403),
        };

    private static Kind KindOf(SignatureFault fault, SignatureFaultDetails details) =>
        fault switch
        {
            SignatureFault.None => throw new UnreachableException("no fault, no error"),
            SignatureFault.MissingAuthentication => Kind.Missing,
            SignatureFault.UnsupportedAlgorithm when SignatureFaultText.IsForeignScheme(details.Request) =>
                Kind.Missing,
            SignatureFault.MalformedAuthorization
            or SignatureFault.UnsupportedAlgorithm
            or SignatureFault.MissingDate
            or SignatureFault.PresignParameters
            or SignatureFault.ExpiresOutOfRange => Kind.Incomplete,
            SignatureFault.UnknownKey or SignatureFault.InvalidToken => Kind.UnknownCaller,
            SignatureFault.ExpiredToken => Kind.ExpiredCaller,
            _ => Kind.Invalid,
        };

    private static string SentenceFor(SignatureFault fault, SignatureFaultDetails details) =>
        fault switch
        {
            SignatureFault.MalformedAuthorization => SignatureFaultText.Malformed(details.Request),
            SignatureFault.SeveralAuthentications =>
                "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
            SignatureFault.UnsupportedAlgorithm => SignatureFaultText.Unsupported(details.Request),
            SignatureFault.MissingDate => SignatureFaultText.Date(details.Request),
            SignatureFault.PresignParameters => SignatureFaultText.Parameters(details.Request),
            SignatureFault.ExpiresOutOfRange => SignatureFaultText.ExpiresRange,
            SignatureFault.SkewedEarly or SignatureFault.PresignExpired => SignatureFaultText.Expired(details),
            SignatureFault.SkewedLate => SignatureFaultText.NotYetCurrent(details),
            SignatureFault.UnsignedHeaders => HostNotSigned,
            SignatureFault.ScopeMismatch => SignatureFaultText.Scope(details),
            _ => MismatchText,
        };

    private enum Kind
    {
        Missing,
        Incomplete,
        Invalid,
        UnknownCaller,
        ExpiredCaller,
    }
}
