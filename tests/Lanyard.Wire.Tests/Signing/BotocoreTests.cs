using System.Text.Json;
using Lanyard.Wire.Signing;
using Lanyard.Wire.Signing.Payloads;

namespace Lanyard.Wire.Tests.Signing;

/// <summary>Requests that botocore has signed (<c>Cases/sign_with_botocore.py</c>) verify, to the end of their bodies.</summary>
public sealed class BotocoreTests
{
    private static readonly Dictionary<string, JsonElement> Cases = Load();

    public static TheoryData<string> Names => [.. Cases.Keys];

    // Our signer writes a presigned query in another order, and does not stream.
    public static TheoryData<string> NamesWithHeader =>
        [.. Cases.Where(IsSignedInHeader).Where(data => !IsStreamed(data)).Select(data => data.Key)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_request_signed_by_botocore_verifies(string name)
    {
        var request = Request(name);

        var verdict = Given.Verify(request, Rules(name));

        Assert.True(verdict.IsValid, $"{verdict.Fault} {verdict.Found}\n{verdict.CanonicalRequest}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_request_signed_by_botocore_fails_with_another_secret(string name)
    {
        var verdict = Given.Verify(Request(name), Rules(name), secretKey: new("another"));

        Assert.Equal(SignatureFault.Mismatch, verdict.Fault);
    }

    [Theory]
    [MemberData(nameof(NamesWithHeader))]
    public void Our_signer_signs_as_botocore_does(string name)
    {
        var request = Request(name);
        var signature = Given.Read(request);
        var credentials = signature.SessionToken is null ? Given.LongTerm : Given.Temporary;

        Given
            .Signer()
            .Sign(
                request,
                credentials,
                signature.Region,
                Given.RulesOf(signature.Service),
                Given.Now,
                signature.PayloadHash
            );

        Assert.Equal(signature.Signature, Given.Read(request).Signature);
    }

    [Fact]
    public void Every_body_sent_by_botocore_decodes_to_its_declared_length()
    {
        var uploads = Cases.Keys.Where(name => name.Contains("PutObject", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(uploads);
        Assert.All(
            uploads,
            name =>
            {
                var request = Request(name);
                request.BodyStream = new MemoryStream(request.Body.ToArray());
                var verdict = Given.Verify(request, SignatureRules.S3);
                using var payload = SignedPayload.Open(request, Given.Read(request), verdict.Key);
                using var decoded = new MemoryStream();
                payload.CopyTo(decoded);

                Assert.Equal(payload.DecodedLength, decoded.Length);
                Assert.Single(payload.Checksums);
            }
        );
    }

    private static bool IsSignedInHeader(KeyValuePair<string, JsonElement> data) =>
        data.Value.GetProperty("kind").GetString() == "header";

    private static bool IsStreamed(KeyValuePair<string, JsonElement> data) =>
        data.Value.GetProperty("headers").ToString().Contains("aws-chunked", StringComparison.Ordinal);

    private static SignatureRules Rules(string name) => Given.RulesOf(Cases[name].GetProperty("service").GetString()!);

    private static WireRequest Request(string name)
    {
        var data = Cases[name];
        var request = new WireRequest
        {
            Method = data.GetProperty("method").GetString()!,
            Path = data.GetProperty("path").GetString()!,
            Query = data.GetProperty("query").GetString()!,
            Body = data.GetProperty("body").GetBytesFromBase64(),
        };
        foreach (var header in data.GetProperty("headers").EnumerateArray())
        {
            request.Headers.Add(header[0].GetString()!, header[1].GetString()!);
        }

        return request;
    }

    private static Dictionary<string, JsonElement> Load()
    {
        using var stream = typeof(BotocoreTests).Assembly.GetManifestResourceStream(
            "Lanyard.Wire.Tests.Signing.Cases.botocore.json"
        )!;
        using var document = JsonDocument.Parse(stream);

        return document
            .RootElement.EnumerateArray()
            .ToDictionary(data => data.GetProperty("name").GetString()!, data => data.Clone(), StringComparer.Ordinal);
    }
}
