using Lanyard.Wire.Dialects;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Signing;

namespace Lanyard.Wire.Tests.Signing;

/// <summary>Code, status, text and further members that S3 answers.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html" />
public sealed class S3SignatureErrorsTests
{
    private const string HeaderMalformed = "The authorization header is malformed; ";
    private const string CredentialMalformed = "Error parsing the X-Amz-Credential parameter; ";

    [Fact]
    public void Nobody_signed()
    {
        AssertError("AccessDenied", 403, "Access Denied", ErrorOf(Given.Upload()));
    }

    [Fact]
    public void The_signature_does_not_match_and_S3_shows_what_it_calculated()
    {
        var request = Given.SignedUpload();
        request.Path = "/other";

        var error = ErrorOf(request);

        AssertError(
            "SignatureDoesNotMatch",
            403,
            "The request signature we calculated does not match the signature you provided. "
                + "Check your key and signing method.",
            error
        );
        Assert.Equal(
            [
                "AWSAccessKeyId",
                "StringToSign",
                "SignatureProvided",
                "StringToSignBytes",
                "CanonicalRequest",
                "CanonicalRequestBytes",
            ],
            error.Details.Select(detail => detail.Key),
            StringComparer.Ordinal
        );
        Assert.Equal("AKIDEXAMPLE", Detail(error, "AWSAccessKeyId"));
        Assert.Equal(Given.Read(request).Signature, Detail(error, "SignatureProvided"));
        Assert.StartsWith("41 57 53 34 2d 48 4d 41 43", Detail(error, "StringToSignBytes"), StringComparison.Ordinal);
        Assert.StartsWith("PUT\n/other\n", Detail(error, "CanonicalRequest"), StringComparison.Ordinal);
        Assert.StartsWith("50 55 54 0a 2f", Detail(error, "CanonicalRequestBytes"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(-20)]
    public void The_clocks_differ_too_much(int minutes)
    {
        var error = ErrorOf(Given.SignedUpload(), Given.Now.AddMinutes(minutes));

        AssertError(
            "RequestTimeTooSkewed",
            403,
            "The difference between the request time and the current time is too large.",
            error
        );
        Assert.Equal("20261124T103000Z", Detail(error, "RequestTime"));
        Assert.Equal($"2026-11-24T10:{30 + minutes}:00Z", Detail(error, "ServerTime"));
        Assert.Equal("900000", Detail(error, "MaxAllowedSkewMilliseconds"));
    }

    [Fact]
    public void A_presigned_request_is_over()
    {
        var error = ErrorOf(Given.PresignedDownload(), Given.Now.AddHours(1));

        AssertError("AccessDenied", 403, "Request has expired", error);
        Assert.Equal("900", Detail(error, "X-Amz-Expires"));
        Assert.Equal("2026-11-24T10:45:00Z", Detail(error, "Expires"));
        Assert.Equal("2026-11-24T11:30:00Z", Detail(error, "ServerTime"));
    }

    [Fact]
    public void A_presigned_request_does_not_hold_yet()
    {
        AssertError(
            "AccessDenied",
            403,
            "Request is not valid yet",
            ErrorOf(Given.PresignedDownload(), Given.Now.AddHours(-1))
        );
    }

    [Theory]
    [InlineData("&X-Amz-Expires=900")]
    [InlineData("&X-Amz-SignedHeaders=host")]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256&")]
    public void A_presigned_request_lacks_a_parameter(string part)
    {
        AssertError(
            "AuthorizationQueryParametersError",
            400,
            "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, "
                + "X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
            ErrorOf(Presigned(part, ""))
        );
    }

    [Theory]
    [InlineData(
        "AKIDEXAMPLE%2F",
        "",
        CredentialMalformed
            + "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\"."
    )]
    [InlineData(
        "Date=20261124T103000Z",
        "Date=today",
        "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""
    )]
    [InlineData(
        "Algorithm=AWS4-HMAC-SHA256",
        "Algorithm=AWS4",
        "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256\""
    )]
    [InlineData("Expires=900", "Expires=soon", "X-Amz-Expires should be a number")]
    [InlineData("Expires=900", "Expires=-1", "X-Amz-Expires must be non-negative")]
    [InlineData(
        "Expires=900",
        "Expires=604801",
        "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds"
    )]
    [InlineData(
        "%2F20261124%2F",
        "%2F20261123%2F",
        "Invalid credential date \"20261123\". This date is not the same as X-Amz-Date: \"20261124\"."
    )]
    [InlineData("us-east-1", "moon", CredentialMalformed + "the region 'moon' is wrong; expecting 'us-east-1'")]
    [InlineData(
        "%2Fs3%2F",
        "%2Fecs%2F",
        CredentialMalformed + "incorrect service \"ecs\". This endpoint belongs to \"s3\"."
    )]
    [InlineData(
        "aws4_request",
        "aws5",
        CredentialMalformed + "incorrect terminal \"aws5\". This endpoint uses \"aws4_request\"."
    )]
    public void A_presigned_request_has_a_wrong_parameter(string part, string replacement, string text)
    {
        AssertError("AuthorizationQueryParametersError", 400, text, ErrorOf(Presigned(part, replacement)));
    }

    [Theory]
    [InlineData(
        "AKIDEXAMPLE/",
        "",
        "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\"."
    )]
    [InlineData(
        ", SignedHeaders=",
        ", Headers=",
        "the authorization header requires three components: Credential, SignedHeaders, and Signature."
    )]
    [InlineData(
        "/20261124/",
        "/20261123/",
        "Invalid credential date \"20261123\". This date is not the same as X-Amz-Date: \"20261124\"."
    )]
    [InlineData("us-east-1", "moon", "the region 'moon' is wrong; expecting 'us-east-1'")]
    [InlineData("/s3/", "/ecs/", "incorrect service \"ecs\". This endpoint belongs to \"s3\".")]
    [InlineData("aws4_request", "aws5", "incorrect terminal \"aws5\". This endpoint uses \"aws4_request\".")]
    public void The_header_is_malformed(string part, string replacement, string text)
    {
        AssertError("AuthorizationHeaderMalformed", 400, HeaderMalformed + text, ErrorOf(Signed(part, replacement)));
    }

    [Fact]
    public void A_wrong_region_is_answered_with_the_right_one()
    {
        Assert.Equal("us-east-1", Detail(ErrorOf(Signed("us-east-1", "moon")), "Region"));
    }

    [Theory]
    [InlineData(
        "AWS AKIDEXAMPLE:c2ln",
        "InvalidRequest",
        "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256."
    )]
    [InlineData(
        "AWS4-HMAC-SHA1 Credential=a",
        "InvalidRequest",
        "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256."
    )]
    [InlineData("Bearer token", "InvalidArgument", "Unsupported Authorization Type")]
    public void The_algorithm_is_another(string header, string code, string text)
    {
        var request = Given.Upload();
        request.Headers["Authorization"] = header;

        AssertError(code, 400, text, ErrorOf(request));
    }

    [Fact]
    public void Header_and_query_are_both_signed()
    {
        var request = Given.PresignedDownload();
        request.Headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=a";

        AssertError(
            "InvalidArgument",
            400,
            "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter "
                + "or the Authorization header should be specified",
            ErrorOf(request)
        );
    }

    [Fact]
    public void There_is_no_date()
    {
        var request = Given.SignedUpload();
        request.Headers["X-Amz-Date"] = null;

        AssertError(
            "AccessDenied",
            403,
            "AWS authentication requires a valid Date or x-amz-date header",
            ErrorOf(request)
        );
    }

    [Fact]
    public void A_header_is_not_signed()
    {
        var request = Given.SignedUpload();
        request.Headers.Add("x-amz-acl", "public-read");

        var error = ErrorOf(request);

        AssertError("AccessDenied", 403, "There were headers present in the request which were not signed", error);
        Assert.Equal("x-amz-acl", Detail(error, "HeadersNotSigned"));
    }

    [Fact]
    public void The_payload_is_not_declared()
    {
        var request = Given.SignedUpload();
        request.Headers["X-Amz-Content-SHA256"] = null;

        AssertError(
            "InvalidRequest",
            400,
            "Missing required header for this request: x-amz-content-sha256",
            ErrorOf(request)
        );
    }

    [Fact]
    public void The_declared_payload_is_unknown()
    {
        var request = Given.SignedUpload();
        request.Headers["X-Amz-Content-SHA256"] = "required";

        var error = ErrorOf(request);

        Assert.Equal("InvalidArgument", error.Code);
        Assert.Equal("required", Detail(error, "ArgumentValue"));
    }

    [Fact]
    public void The_body_is_another()
    {
        var request = Given.SignedUpload();
        request.Body = default;

        var error = ErrorOf(request);

        AssertError(
            "XAmzContentSHA256Mismatch",
            400,
            "The provided 'x-amz-content-sha256' header does not match what was computed.",
            error
        );
        Assert.Equal(request.Headers["X-Amz-Content-SHA256"], Detail(error, "ClientComputedContentSHA256"));
        Assert.Equal(PayloadHashes.Empty, Detail(error, "S3ComputedContentSHA256"));
    }

    [Theory]
    [InlineData(
        SignatureFault.UnknownKey,
        "InvalidAccessKeyId",
        403,
        "The AWS Access Key Id you provided does not exist in our records.",
        "AWSAccessKeyId",
        "ASIAEXAMPLE"
    )]
    [InlineData(
        SignatureFault.InvalidToken,
        "InvalidToken",
        400,
        "The provided token is malformed or otherwise invalid.",
        "Token-0",
        "session+token/=="
    )]
    [InlineData(
        SignatureFault.ExpiredToken,
        "ExpiredToken",
        400,
        "The provided token has expired.",
        "Token-0",
        "session+token/=="
    )]
    public void The_caller_is_unknown_or_gone(
        SignatureFault fault,
        string code,
        int status,
        string text,
        string name,
        string value
    )
    {
        var error = S3Dialect.Instance.Unproved(fault, DetailsOf(Given.SignedUpload(Given.Temporary), Given.Now));

        AssertError(code, status, text, error);
        Assert.Equal(value, Detail(error, name));
    }

    private static WireRequest Presigned(string part, string replacement)
    {
        var request = Given.PresignedDownload();
        request.Query = request.Query.Replace(part, replacement, StringComparison.Ordinal);

        return request;
    }

    private static WireRequest Signed(string part, string replacement)
    {
        var request = Given.SignedUpload();
        var header = request.Headers["Authorization"]!;
        request.Headers["Authorization"] = header.Replace(part, replacement, StringComparison.Ordinal);

        return request;
    }

    private static AwsException ErrorOf(WireRequest request, DateTimeOffset? now = null)
    {
        var details = DetailsOf(request, now ?? Given.Now);
        var fault = SignatureReader.TryRead(request, out _, out var unread) ? details.Verdict.Fault : unread;

        return S3Dialect.Instance.Unproved(fault, details);
    }

    private static SignatureFaultDetails DetailsOf(WireRequest request, DateTimeOffset now) =>
        Given.DetailsOf(request, SignatureRules.S3 with { Region = "us-east-1" }, now);

    private static string Detail(AwsException error, string name) =>
        Assert.Single(error.Details, detail => detail.Key == name).Value;

    private static void AssertError(string code, int status, string text, AwsException error)
    {
        Assert.Equal((code, status, text), (error.Code, error.StatusCode, error.Message));
    }
}
