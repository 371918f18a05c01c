using Lanyard.Wire.Signing;

namespace Lanyard.Wire.Tests.Signing;

public sealed class SignatureReaderTests
{
    private const string Credential = "Credential=AKIDEXAMPLE/20261124/us-east-1/ecs/aws4_request";

    [Fact]
    public void A_header_signature_says_who_when_where_and_what()
    {
        var signature = Given.Read(Given.SignedUpload(Given.Temporary));

        Assert.Equal(SignatureKind.Header, signature.Kind);
        Assert.Equal("ASIAEXAMPLE", signature.AccessKeyId);
        Assert.Equal("20261124", signature.Date);
        Assert.Equal("us-east-1", signature.Region);
        Assert.Equal("s3", signature.Service);
        Assert.Equal(Given.Now, signature.SignedAt);
        Assert.Equal("session+token/==", signature.SessionToken);
        Assert.Equal(PayloadKind.Hashed, signature.PayloadKind);
        Assert.Null(signature.Expires);
        Assert.Equal("content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token", signature.SignedHeaders);
    }

    [Fact]
    public void A_presigned_signature_says_how_long_it_holds_and_carries_its_token()
    {
        var signature = Given.Read(Given.PresignedDownload(Given.Temporary));

        Assert.Equal(SignatureKind.Presigned, signature.Kind);
        Assert.Equal("ASIAEXAMPLE", signature.AccessKeyId);
        Assert.Equal("session+token/==", signature.SessionToken);
        Assert.Equal(TimeSpan.FromMinutes(15), signature.Expires);
        Assert.Equal("host", signature.SignedHeaders);
    }

    [Theory]
    [InlineData(null, PayloadKind.Undeclared)]
    [InlineData("UNSIGNED-PAYLOAD", PayloadKind.NotSigned)]
    [InlineData("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", PayloadKind.SignedChunks)]
    [InlineData("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", PayloadKind.SignedChunksWithTrailer)]
    [InlineData("STREAMING-UNSIGNED-PAYLOAD-TRAILER", PayloadKind.UnsignedChunksWithTrailer)]
    [InlineData(PayloadHashes.Empty, PayloadKind.Hashed)]
    [InlineData("STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD", PayloadKind.Unknown)]
    [InlineData("required", PayloadKind.Unknown)]
    public void The_declared_payload_is_told_apart(string? declared, PayloadKind kind)
    {
        var request = Given.SignedEcsCall();
        request.Headers["x-amz-content-sha256"] = declared;

        Assert.Equal(kind, Given.Read(request).PayloadKind);
    }

    [Fact]
    public void A_request_without_a_signature_has_no_authentication()
    {
        Assert.Equal(SignatureFault.MissingAuthentication, FaultOf(Given.EcsCall()));
    }

    [Theory]
    [InlineData("AWS4-HMAC-SHA256")]
    [InlineData("AWS4-HMAC-SHA256 Credential")]
    [InlineData($"AWS4-HMAC-SHA256 {Credential}, SignedHeaders=host")]
    [InlineData($"AWS4-HMAC-SHA256 {Credential}, Signature=00")]
    [InlineData("AWS4-HMAC-SHA256 SignedHeaders=host, Signature=00")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/b/c/d, SignedHeaders=host, Signature=00")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/b/c/d/e/f, SignedHeaders=host, Signature=00")]
    [InlineData("AWS4-HMAC-SHA256 Credential=/20261124/us-east-1/ecs/aws4_request, SignedHeaders=host, Signature=00")]
    [InlineData($"AWS4-HMAC-SHA256 {Credential}, {Credential}, SignedHeaders=host, Signature=00")]
    public void A_header_with_a_missing_double_or_broken_part_is_malformed(string header)
    {
        Assert.Equal(SignatureFault.MalformedAuthorization, FaultOf(Authorized(header)));
    }

    [Theory]
    [InlineData("AWS4-HMAC-SHA1 Credential=a")]
    [InlineData("AWS4-ECDSA-P256-SHA256 Credential=a")]
    [InlineData("AWS AKIDEXAMPLE:c2lnbmF0dXJl")]
    [InlineData("Bearer token")]
    public void Another_algorithm_is_not_supported(string header)
    {
        Assert.Equal(SignatureFault.UnsupportedAlgorithm, FaultOf(Authorized(header)));
    }

    [Fact]
    public void Commas_need_no_space_behind_them()
    {
        var request = Authorized($"AWS4-HMAC-SHA256 {Credential},SignedHeaders=host,Signature=00");

        Assert.Equal("00", Given.Read(request).Signature);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("yesterday")]
    [InlineData("20261124T103000")]
    [InlineData("20261324T103000Z")]
    [InlineData("20260230T103000Z")]
    [InlineData("20261124T250000Z")]
    [InlineData("2026-11-24T10:30:00Z")]
    public void A_date_that_is_missing_or_unreadable_is_no_date(string? date)
    {
        var request = Given.SignedEcsCall();
        request.Headers["X-Amz-Date"] = date;

        Assert.Equal(SignatureFault.MissingDate, FaultOf(request));
    }

    [Theory]
    [InlineData("Tue, 24 Nov 2026 10:30:00 GMT")]
    [InlineData("20261124T103000Z")]
    public void The_date_header_stands_in_for_the_amz_date(string date)
    {
        var request = Given.SignedEcsCall();
        request.Headers["X-Amz-Date"] = null;
        request.Headers["Date"] = date;

        Assert.Equal(Given.Now, Given.Read(request).SignedAt);
    }

    [Fact]
    public void A_signature_in_header_and_query_is_one_too_many()
    {
        var request = Given.PresignedDownload();
        request.Headers["Authorization"] = $"AWS4-HMAC-SHA256 {Credential}, SignedHeaders=host, Signature=00";

        Assert.Equal(SignatureFault.SeveralAuthentications, FaultOf(request));
    }

    [Fact]
    public void Two_authorization_headers_are_one_too_many()
    {
        var request = Given.SignedEcsCall();
        request.Headers.Add("authorization", "AWS4-HMAC-SHA256 Credential=b");

        Assert.Equal(SignatureFault.SeveralAuthentications, FaultOf(request));
    }

    [Theory]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256&", "")]
    [InlineData("X-Amz-Date=20261124T103000Z&", "")]
    [InlineData("X-Amz-Date=20261124T103000Z&", "X-Amz-Date=today&")]
    [InlineData("&X-Amz-SignedHeaders=host", "")]
    [InlineData("%2F20261124", "")]
    [InlineData("X-Amz-Credential=", "X-Credential=")]
    [InlineData("&X-Amz-Signature=", "&X-Signature=")]
    public void A_presigned_request_needs_all_its_parameters(string part, string replacement)
    {
        var request = Given.PresignedDownload();
        Assert.Contains(part, request.Query, StringComparison.Ordinal);
        request.Query = request.Query.Replace(part, replacement, StringComparison.Ordinal);

        Assert.Equal(SignatureFault.PresignParameters, FaultOf(request));
    }

    [Fact]
    public void A_presigned_request_of_another_algorithm_is_not_supported()
    {
        var request = Given.PresignedDownload();
        request.Query = request.Query.Replace("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA1", StringComparison.Ordinal);

        Assert.Equal(SignatureFault.UnsupportedAlgorithm, FaultOf(request));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("604801")]
    [InlineData("99999999999999999999")]
    [InlineData("1.5")]
    [InlineData("soon")]
    [InlineData("")]
    public void A_presigned_request_holds_from_a_second_to_a_week(string expires)
    {
        var request = Given.PresignedDownload();
        request.Query = request.Query.Replace("Expires=900", $"Expires={expires}", StringComparison.Ordinal);

        Assert.Equal(SignatureFault.ExpiresOutOfRange, FaultOf(request));
    }

    private static WireRequest Authorized(string header)
    {
        var request = Given.EcsCall();
        request.Headers["Authorization"] = header;
        request.Headers["X-Amz-Date"] = "20261124T103000Z";

        return request;
    }

    private static SignatureFault FaultOf(WireRequest request)
    {
        Assert.False(SignatureReader.TryRead(request, out var signature, out var fault));
        Assert.Null(signature);

        return fault;
    }
}
