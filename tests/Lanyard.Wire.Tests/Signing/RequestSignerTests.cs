using CsCheck;
using Lanyard.Wire.Signing;

namespace Lanyard.Wire.Tests.Signing;

public sealed class RequestSignerTests
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char["abcXYZ019-._~/%+=&?#;: ,ü'\"()*!$@"], 0, 24];
    private static readonly Gen<string> Path = Text.Select(text => "/" + Escape(text));
    private static readonly Gen<string> Query = Gen.Select(Text, Text)
        .Select((name, value) => $"{Uri.EscapeDataString(name + "n")}={Uri.EscapeDataString(value)}")
        .Array[0, 20]
        .Select(parts => string.Join('&', parts));

    private static readonly Gen<WireRequest> Request = Gen.Select(
            Gen.OneOf("GET", "PUT", "POST", "DELETE"),
            Path,
            Query,
            Text.Array[0, 3],
            Gen.Byte.Array[0, 100]
        )
        .Select(
            (method, path, query, values, body) =>
            {
                var headers = Given.Headers(("Host", "127.0.0.1:4566"));
                foreach (var value in values)
                {
                    headers.Add("X-Amz-Meta-Note", value);
                }

                return new WireRequest
                {
                    Method = method,
                    Path = path,
                    Query = query,
                    Headers = headers,
                    Body = body,
                };
            }
        );

    [Theory]
    [InlineData("ecs")]
    [InlineData("s3")]
    public void What_is_signed_verifies(string service)
    {
        Request.Sample(request =>
        {
            Given.Signer().Sign(request, Given.Temporary, "us-east-1", Given.RulesOf(service), Given.Now);

            return Given.Verify(request, Given.RulesOf(service)).IsValid;
        });
    }

    [Theory]
    [InlineData("sts")]
    [InlineData("s3")]
    public void What_is_presigned_verifies(string service)
    {
        Request.Sample(request =>
        {
            Given
                .Signer()
                .Presign(
                    request,
                    Given.Temporary,
                    "us-east-1",
                    Given.RulesOf(service),
                    Given.Now,
                    TimeSpan.FromMinutes(1)
                );

            return Given.Verify(request, Given.RulesOf(service)).IsValid;
        });
    }

    [Fact]
    public void Changing_one_byte_of_the_body_breaks_the_signature()
    {
        Gen.Select(Gen.Byte.Array[1, 50], Gen.Int[0, 49])
            .Sample(
                (body, place) =>
                {
                    var request = Given.EcsCall();
                    request.Body = body;
                    Given.Signer().Sign(request, Given.LongTerm, "us-east-1", Given.Ecs, Given.Now);
                    body[place % body.Length] ^= 1;

                    return Given.Verify(request, Given.Ecs).Fault == SignatureFault.Mismatch;
                }
            );
    }

    [Fact]
    public void Signing_again_replaces_the_signature()
    {
        var request = Given.SignedEcsCall(Given.Temporary);

        Given.Signer().Sign(request, Given.LongTerm, "us-east-1", Given.Ecs, Given.Now.AddMinutes(1));

        Assert.True(Given.Verify(request, Given.Ecs).IsValid);
        Assert.Null(request.Headers["X-Amz-Security-Token"]);
    }

    [Fact]
    public void A_request_without_a_host_is_not_signed()
    {
        var request = new WireRequest { Method = "GET", Path = "/" };

        Assert.Throws<ArgumentException>(() =>
            Given.Signer().Sign(request, Given.LongTerm, "us-east-1", Given.Ecs, Given.Now)
        );
    }

    [Fact]
    public void A_stream_is_signed_only_with_its_hash_given()
    {
        var request = Given.Upload();
        request.BodyStream = new MemoryStream();

        Assert.Throws<ArgumentException>(() =>
            Given.Signer().Sign(request, Given.LongTerm, "us-east-1", SignatureRules.S3, Given.Now)
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(604_801)]
    public void A_presigned_request_cannot_hold_for_nothing_or_more_than_a_week(int seconds)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Given.PresignedDownload(seconds: seconds));
    }

    private static string Escape(string text) =>
        text.Replace("?", "%3F", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal);
}
