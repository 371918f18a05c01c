using Lanyard.Wire.Errors;
using Lanyard.Wire.Signing;

namespace Lanyard.Wire.Tests.Signing;

/// <summary>Code, status and text that every service but S3 answers, in JSON and in Query.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html" />
public sealed class SignatureErrorsTests
{
    private const string Mismatch =
        "The request signature we calculated does not match the signature you provided. "
        + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

    [Theory]
    [InlineData("json-1.0", "MissingAuthenticationTokenException", 400, "Missing Authentication Token")]
    [InlineData("json-1.1", "MissingAuthenticationTokenException", 400, "Missing Authentication Token")]
    [InlineData("query", "MissingAuthenticationToken", 403, "Request is missing Authentication Token")]
    public void Nobody_signed(string dialect, string code, int status, string text)
    {
        AssertError(code, status, text, ErrorOf(Given.EcsCall(), dialect));
    }

    [Fact]
    public void Another_scheme_counts_as_not_signed()
    {
        var request = Given.EcsCall();
        request.Headers["Authorization"] = "Bearer token";

        Assert.Equal("MissingAuthenticationTokenException", ErrorOf(request).Code);
    }

    [Theory]
    [InlineData("json-1.1", "InvalidSignatureException", 400)]
    [InlineData("query", "SignatureDoesNotMatch", 403)]
    public void The_signature_does_not_match(string dialect, string code, int status)
    {
        var request = Given.SignedEcsCall();
        request.Body = "{}"u8.ToArray();

        AssertError(code, status, Mismatch, ErrorOf(request, dialect));
    }

    [Fact]
    public void The_declared_hash_does_not_match()
    {
        var request = Given.SignedEcsCall();
        request.Headers["X-Amz-Content-SHA256"] = PayloadHashes.Empty;

        AssertError("InvalidSignatureException", 400, Mismatch, ErrorOf(request));
    }

    [Theory]
    [InlineData("json-1.1", "InvalidSignatureException", 400)]
    [InlineData("query", "SignatureDoesNotMatch", 403)]
    public void The_signature_is_too_old(string dialect, string code, int status)
    {
        AssertError(
            code,
            status,
            "Signature expired: 20261124T103000Z is now earlier than 20261124T103500Z (20261124T104000Z - 5 min.)",
            ErrorOf(Given.SignedEcsCall(), dialect, now: Given.Now.AddMinutes(10))
        );
    }

    [Theory]
    [InlineData("json-1.1", "InvalidSignatureException", 400)]
    [InlineData("query", "SignatureDoesNotMatch", 403)]
    public void The_signature_comes_too_early(string dialect, string code, int status)
    {
        AssertError(
            code,
            status,
            "Signature not yet current: 20261124T103000Z is still later than 20261124T102500Z "
                + "(20261124T102000Z + 5 min.)",
            ErrorOf(Given.SignedEcsCall(), dialect, now: Given.Now.AddMinutes(-10))
        );
    }

    [Fact]
    public void A_presigned_call_is_over()
    {
        var request = Given.EcsCall();
        Given.Signer().Presign(request, Given.LongTerm, "us-east-1", Given.Ecs, Given.Now, TimeSpan.FromMinutes(15));

        AssertError(
            "InvalidSignatureException",
            400,
            "Signature expired: 20261124T103000Z is now earlier than 20261124T103500Z (20261124T105000Z - 15 min.)",
            ErrorOf(request, now: Given.Now.AddMinutes(20))
        );
    }

    [Theory]
    [InlineData("/ecs/", "/sts/", "Credential should be scoped to correct service: 'ecs'. ")]
    [InlineData("/us-east-1/", "/moon/", "Credential should be scoped to a valid region. ")]
    [InlineData(
        "aws4_request",
        "aws5",
        "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5'. "
    )]
    [InlineData(
        "/20261124/",
        "/20261123/",
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
            + "'20261123' != '20261124', from '20261124T103000Z'. "
    )]
    public void The_scope_is_another(string part, string replacement, string text)
    {
        var request = Given.SignedEcsCall();
        Replace(request, part, replacement);

        AssertError("InvalidSignatureException", 400, text, ErrorOf(request));
    }

    [Fact]
    public void The_host_is_not_signed()
    {
        var request = Given.SignedEcsCall();
        Replace(request, "host;", "");

        AssertError(
            "InvalidSignatureException",
            400,
            "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
            ErrorOf(request)
        );
    }

    [Theory]
    [InlineData("json-1.1", "IncompleteSignatureException")]
    [InlineData("query", "IncompleteSignature")]
    public void The_header_lacks_its_parts(string dialect, string code)
    {
        var request = Given.EcsCall();
        request.Headers["Authorization"] = "AWS4-HMAC-SHA256 ";

        AssertError(
            code,
            400,
            "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' "
                + "parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires "
                + "existence of either a 'X-Amz-Date' or a 'Date' header. (Hashed with SHA-256 and encoded with "
                + "Base64) Authorization=CiYVUkvqEFxnqOZfl+qKLWniec690XZ/NzTormsckxs=",
            ErrorOf(request, dialect)
        );
    }

    [Fact]
    public void The_header_has_a_part_without_an_equal_sign()
    {
        var request = Given.SignedEcsCall();
        Replace(request, "Credential=", "Credential");
        request.Headers["Authorization"] = "AWS4-HMAC-SHA256 Credential";

        var error = ErrorOf(request);

        Assert.Equal("IncompleteSignatureException", error.Code);
        Assert.StartsWith(
            "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded "
                + "with Base64): '",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_credential_has_too_few_parts()
    {
        var request = Given.SignedEcsCall();
        Replace(request, "AKIDEXAMPLE/20261124/us-east-1/ecs/aws4_request", "a/b/c/d");

        AssertError(
            "IncompleteSignatureException",
            400,
            "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, "
                + "got 'a/b/c/d'",
            ErrorOf(request)
        );
    }

    [Fact]
    public void The_algorithm_is_another()
    {
        var request = Given.SignedEcsCall();
        Replace(request, "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA1");

        AssertError(
            "IncompleteSignatureException",
            400,
            "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1' (only AWS4-HMAC-SHA256 for now). ",
            ErrorOf(request)
        );
    }

    [Fact]
    public void The_date_cannot_be_read()
    {
        var request = Given.SignedEcsCall();
        request.Headers["X-Amz-Date"] = "today";

        AssertError(
            "IncompleteSignatureException",
            400,
            "Date must be in ISO-8601 'basic format'. Got 'today'. See http://en.wikipedia.org/wiki/ISO_8601",
            ErrorOf(request)
        );
    }

    [Fact]
    public void There_is_no_date()
    {
        var request = Given.SignedEcsCall();
        request.Headers["X-Amz-Date"] = null;

        Assert.StartsWith(
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ",
            ErrorOf(request).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Header_and_query_are_both_signed()
    {
        var request = Given.SignedEcsCall();
        request.Query = "X-Amz-Algorithm=AWS4-HMAC-SHA256";

        AssertError(
            "InvalidSignatureException",
            400,
            "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
            ErrorOf(request)
        );
    }

    [Fact]
    public void The_query_lacks_its_parameters()
    {
        var request = Given.EcsCall();
        request.Query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261124T103000Z";

        AssertError(
            "IncompleteSignatureException",
            400,
            "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include "
                + "'X-Amz-Signature'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. Re-examine the "
                + "query-string parameters.",
            ErrorOf(request)
        );
    }

    [Fact]
    public void The_query_holds_for_too_long()
    {
        var request = Given.PresignedDownload();
        request.Query = request.Query.Replace("Expires=900", "Expires=604801", StringComparison.Ordinal);

        AssertError(
            "IncompleteSignatureException",
            400,
            "X-Amz-Expires must be a number of seconds from 1 to 604800",
            ErrorOf(request)
        );
    }

    [Theory]
    [InlineData(SignatureFault.UnknownKey, "json-1.1", "UnrecognizedClientException", 400)]
    [InlineData(SignatureFault.InvalidToken, "json-1.1", "UnrecognizedClientException", 400)]
    [InlineData(SignatureFault.UnknownKey, "query", "InvalidClientTokenId", 403)]
    [InlineData(SignatureFault.InvalidToken, "query", "InvalidClientTokenId", 403)]
    public void The_caller_is_unknown(SignatureFault fault, string dialect, string code, int status)
    {
        AssertError(
            code,
            status,
            "The security token included in the request is invalid.",
            DialectOf.Name(dialect).Unproved(fault, DetailsOf(Given.SignedEcsCall(), Given.Now))
        );
    }

    [Theory]
    [InlineData("json-1.1", "ExpiredTokenException", 400)]
    [InlineData("query", "ExpiredToken", 403)]
    public void The_session_is_over(string dialect, string code, int status)
    {
        AssertError(
            code,
            status,
            "The security token included in the request is expired",
            DialectOf.Name(dialect).Unproved(SignatureFault.ExpiredToken, DetailsOf(Given.SignedEcsCall(), Given.Now))
        );
    }

    public static TheoryData<SignatureFault> Faults =>
        [.. Enum.GetValues<SignatureFault>().Where(fault => fault != SignatureFault.None)];

    [Theory]
    [MemberData(nameof(Faults))]
    public void Every_fault_has_an_answer_in_every_dialect(SignatureFault fault)
    {
        var details = DetailsOf(Given.SignedEcsCall(), Given.Now);

        Assert.All(
            DialectOf.Names,
            dialect => Assert.InRange(DialectOf.Name(dialect).Unproved(fault, details).StatusCode, 400, 403)
        );
    }

    private static AwsException ErrorOf(WireRequest request, string dialect = "json-1.1", DateTimeOffset? now = null)
    {
        var at = now ?? Given.Now;
        if (!SignatureReader.TryRead(request, out _, out var fault))
        {
            return DialectOf.Name(dialect).Unproved(fault, DetailsOf(request, at));
        }

        var details = DetailsOf(request, at);

        return DialectOf.Name(dialect).Unproved(details.Verdict.Fault, details);
    }

    private static SignatureFaultDetails DetailsOf(WireRequest request, DateTimeOffset now) =>
        Given.DetailsOf(request, Given.Ecs with { Region = "us-east-1" }, now);

    private static void Replace(WireRequest request, string part, string replacement) =>
        request.Headers["Authorization"] = request.Headers["Authorization"]!.Replace(
            part,
            replacement,
            StringComparison.Ordinal
        );

    private static void AssertError(string code, int status, string text, AwsException error)
    {
        Assert.Equal((code, status, text), (error.Code, error.StatusCode, error.Message));
    }
}
