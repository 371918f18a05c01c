using Lanyard.Wire.Signing;

namespace Lanyard.Wire.Tests.Signing;

public sealed class SignatureVerifierTests
{
    [Fact]
    public void A_call_signed_with_the_right_secret_verifies_and_yields_its_key()
    {
        var verdict = Given.Verify(Given.SignedEcsCall(), Given.Ecs);

        Assert.True(verdict.IsValid);
        Assert.NotNull(verdict.Key);
        Assert.Null(verdict.CanonicalRequest);
    }

    [Fact]
    public void A_mismatch_shows_what_should_have_been_signed()
    {
        var verdict = Given.Verify(Given.SignedEcsCall(), Given.Ecs, secretKey: new("another"));

        Assert.Equal(SignatureFault.Mismatch, verdict.Fault);
        Assert.False(verdict.IsValid);
        Assert.Null(verdict.Key);
        Assert.Equal(
            """
            POST
            /

            content-type:application/x-amz-json-1.1
            host:127.0.0.1:4566
            x-amz-date:20261124T103000Z
            x-amz-target:AmazonEC2ContainerServiceV20141113.ListTasks

            content-type;host;x-amz-date;x-amz-target
            c8c3a43cfb6ba3dcc81cd2ee87e5c9dfa8dd3cd2c6b39ccbd5a1ad5dd8ed6b26
            """.Split('\n')[..^1],
            verdict.CanonicalRequest!.Split('\n')[..^1]
        );
        Assert.StartsWith(
            "AWS4-HMAC-SHA256\n20261124T103000Z\n20261124/us-east-1/ecs/aws4_request\n",
            verdict.StringToSign,
            StringComparison.Ordinal
        );
    }

    public static TheoryData<string, Action<WireRequest>> Tampering =>
        new()
        {
            { "a signed header", request => request.Headers["X-Amz-Target"] = "Other.DeleteCluster" },
            { "a signed header given twice", request => request.Headers.Add("X-Amz-Target", "Other.DeleteCluster") },
            { "a signed header taken away", request => request.Headers["X-Amz-Target"] = null },
            { "the host", request => request.Headers["Host"] = "other" },
            { "the token", request => request.Headers["X-Amz-Security-Token"] = "another" },
            { "the path", request => request.Path = "/other" },
            { "the query", request => request.Query = "a=b" },
            { "the body", request => request.Body = "{}"u8.ToArray() },
            { "the signature", request => Replace(request, "Signature=", "Signature=0") },
            { "the signature's case", request => request.Headers["Authorization"] = UpperSignature(request) },
            { "the region", request => Replace(request, "us-east-1", "us-east-2") },
        };

    [Theory]
    [MemberData(nameof(Tampering))]
    public void Changing_what_is_signed_breaks_the_signature(string what, Action<WireRequest> tamper)
    {
        var request = Given.SignedEcsCall(Given.Temporary);

        tamper(request);

        Assert.True(Given.Verify(request, Given.Ecs).Fault == SignatureFault.Mismatch, what);
    }

    [Fact]
    public void Changing_the_method_breaks_the_signature()
    {
        var signed = Given.SignedEcsCall();
        var request = new WireRequest
        {
            Method = "PUT",
            Path = signed.Path,
            Headers = signed.Headers,
            Body = signed.Body,
        };

        Assert.Equal(SignatureFault.Mismatch, Given.Verify(request, Given.Ecs).Fault);
    }

    [Fact]
    public void A_header_that_is_not_signed_may_change()
    {
        var request = Given.SignedEcsCall();
        request.Headers.Add("User-Agent", "aws-cli");

        Assert.True(Given.Verify(request, Given.Ecs).IsValid);
    }

    [Theory]
    [InlineData("&versionId=1")]
    [InlineData("&X-Amz-Security-Token=x")]
    [InlineData("&X-Amz-Expires=604800")]
    [InlineData("&X%2DAmz-Signature=x")]
    public void Adding_to_a_presigned_query_breaks_the_signature(string addition)
    {
        var request = Given.PresignedDownload();
        request.Query += addition;

        Assert.Equal(SignatureFault.Mismatch, Given.Verify(request, SignatureRules.S3).Fault);
    }

    [Fact]
    public void Taking_the_token_out_of_a_presigned_query_breaks_the_signature()
    {
        var request = Given.PresignedDownload(Given.Temporary);
        Assert.True(Given.Verify(request, SignatureRules.S3).IsValid);
        request.Query = string.Join(
            '&',
            request.Query.Split('&').Where(part => !part.StartsWith("X-Amz-Security", StringComparison.Ordinal))
        );

        Assert.Equal(SignatureFault.Mismatch, Given.Verify(request, SignatureRules.S3).Fault);
    }

    [Theory]
    [InlineData(-300, SignatureFault.None)]
    [InlineData(-301, SignatureFault.SkewedLate)]
    [InlineData(300, SignatureFault.None)]
    [InlineData(301, SignatureFault.SkewedEarly)]
    public void A_call_holds_five_minutes_to_either_side(int seconds, SignatureFault fault)
    {
        Assert.Equal(fault, Given.Verify(Given.SignedEcsCall(), Given.Ecs, Given.Now.AddSeconds(seconds)).Fault);
    }

    [Theory]
    [InlineData(-900, SignatureFault.None)]
    [InlineData(-901, SignatureFault.SkewedLate)]
    [InlineData(900, SignatureFault.None)]
    [InlineData(901, SignatureFault.SkewedEarly)]
    public void A_call_to_S3_holds_fifteen_minutes_to_either_side(int seconds, SignatureFault fault)
    {
        Assert.Equal(fault, Given.Verify(Given.SignedUpload(), SignatureRules.S3, Given.Now.AddSeconds(seconds)).Fault);
    }

    [Theory]
    [InlineData(-901, SignatureFault.SkewedLate)]
    [InlineData(86400, SignatureFault.None)]
    [InlineData(86401, SignatureFault.PresignExpired)]
    public void A_presigned_request_holds_as_long_as_it_says(int seconds, SignatureFault fault)
    {
        var request = Given.PresignedDownload(seconds: 86400);

        Assert.Equal(fault, Given.Verify(request, SignatureRules.S3, Given.Now.AddSeconds(seconds)).Fault);
    }

    [Fact]
    public void S3_wants_a_presigned_request_to_say_how_long_it_holds()
    {
        var request = Given.PresignedDownload();
        request.Query = request.Query.Replace("&X-Amz-Expires=900", "", StringComparison.Ordinal);

        Assert.Equal(SignatureFault.PresignParameters, Given.Verify(request, SignatureRules.S3).Fault);
    }

    [Theory]
    [InlineData("/ecs/", "/sts/")]
    [InlineData("aws4_request", "aws5_request")]
    [InlineData("20261124", "20261123")]
    public void Another_service_terminator_or_date_is_out_of_scope(string part, string replacement)
    {
        var request = Given.SignedEcsCall();
        Replace(request, part, replacement);

        Assert.Equal(SignatureFault.ScopeMismatch, Given.Verify(request, Given.Ecs).Fault);
    }

    [Theory]
    [InlineData("US-EAST-1")]
    [InlineData("us-east-1:111122223333")]
    [InlineData("us_east_1")]
    [InlineData("*")]
    public void A_region_that_cannot_be_one_is_out_of_scope(string region)
    {
        var request = Given.SignedEcsCall();
        Replace(request, "/us-east-1/", $"/{region}/");

        Assert.Equal(SignatureFault.ScopeMismatch, Given.Verify(request, Given.Ecs).Fault);
    }

    [Fact]
    public void A_region_matters_only_to_rules_that_name_one()
    {
        var rules = Given.Ecs with { Region = "eu-west-1" };

        Assert.Equal(SignatureFault.ScopeMismatch, Given.Verify(Given.SignedEcsCall(), rules).Fault);
    }

    [Fact]
    public void The_host_must_be_signed()
    {
        var request = Given.SignedEcsCall();
        Replace(request, "content-type;host;", "content-type;");

        var verdict = Given.Verify(request, Given.Ecs);

        Assert.Equal(SignatureFault.UnsignedHeaders, verdict.Fault);
        Assert.Equal("host", verdict.Found);
    }

    [Fact]
    public void S3_refuses_amz_headers_that_are_not_signed()
    {
        var request = Given.SignedUpload();
        request.Headers.Add("X-Amz-Acl", "public-read");
        request.Headers.Add("x-amz-tagging", "a=b");

        var verdict = Given.Verify(request, SignatureRules.S3);

        Assert.Equal(SignatureFault.UnsignedHeaders, verdict.Fault);
        Assert.Equal("x-amz-acl, x-amz-tagging", verdict.Found);
    }

    [Fact]
    public void S3_wants_the_payload_declared()
    {
        var request = Given.SignedUpload();
        request.Headers["X-Amz-Content-SHA256"] = null;

        Assert.Equal(SignatureFault.MissingPayloadHash, Given.Verify(request, SignatureRules.S3).Fault);
    }

    [Fact]
    public void S3_refuses_a_declared_payload_it_does_not_know()
    {
        var request = Given.Upload();
        Given.Signer().Sign(request, Given.LongTerm, "us-east-1", SignatureRules.S3, Given.Now, "required");

        Assert.Equal(SignatureFault.UnknownPayloadHash, Given.Verify(request, SignatureRules.S3).Fault);
    }

    [Fact]
    public void S3_compares_a_body_in_memory_with_its_declared_hash()
    {
        var request = Given.SignedUpload();
        request.Body = "another receipt"u8.ToArray();

        var verdict = Given.Verify(request, SignatureRules.S3);

        Assert.Equal(SignatureFault.PayloadHashMismatch, verdict.Fault);
        Assert.Null(verdict.Key);
        Assert.Equal(64, verdict.Found!.Length);
    }

    [Fact]
    public void A_declared_hash_must_match_the_body_outside_S3_too()
    {
        var request = Given.EcsCall();
        request.Headers["X-Amz-Content-SHA256"] = PayloadHashes.Empty;
        Given.Signer().Sign(request, Given.LongTerm, "us-east-1", Given.Ecs, Given.Now);

        Assert.Equal(SignatureFault.PayloadHashMismatch, Given.Verify(request, Given.Ecs).Fault);
    }

    [Fact]
    public void Only_S3_takes_a_payload_that_is_not_signed()
    {
        var call = Given.EcsCall();
        call.Headers["X-Amz-Content-SHA256"] = PayloadHashes.NotSigned;
        Given.Signer().Sign(call, Given.LongTerm, "us-east-1", Given.Ecs, Given.Now, PayloadHashes.NotSigned);
        var upload = Given.Upload();
        Given.Signer().Sign(upload, Given.LongTerm, "us-east-1", SignatureRules.S3, Given.Now, PayloadHashes.NotSigned);

        Assert.Equal(SignatureFault.PayloadHashMismatch, Given.Verify(call, Given.Ecs).Fault);
        Assert.True(Given.Verify(upload, SignatureRules.S3).IsValid);
    }

    [Fact]
    public void Only_S3_takes_a_body_that_is_a_stream()
    {
        var request = Given.SignedEcsCall();
        request.BodyStream = new MemoryStream();

        Assert.Throws<ArgumentException>(() => Given.Verify(request, Given.Ecs));
    }

    [Fact]
    public void The_secret_stays_out_of_every_text()
    {
        var verdict = Given.Verify(Given.SignedEcsCall(), Given.Ecs);

        Assert.DoesNotContain(Given.SecretKey.Reveal(), verdict.ToString(), StringComparison.Ordinal);
        Assert.Equal("***", verdict.Key!.ToString());
    }

    private static void Replace(WireRequest request, string part, string replacement)
    {
        var header = request.Headers["Authorization"]!;
        Assert.Contains(part, header, StringComparison.Ordinal);
        request.Headers["Authorization"] = header.Replace(part, replacement, StringComparison.Ordinal);
    }

    private static string UpperSignature(WireRequest request)
    {
        var header = request.Headers["Authorization"]!;

        return header[..^64] + header[^64..].ToUpperInvariant();
    }
}
