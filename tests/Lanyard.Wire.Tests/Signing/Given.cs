using System.Globalization;
using System.Text;
using Lanyard.Wire.Signing;

namespace Lanyard.Wire.Tests.Signing;

/// <summary>Requests, keys and times that the tests of this folder begin with.</summary>
internal static class Given
{
    public static readonly Secret SecretKey = new("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    public static readonly SigningCredentials LongTerm = new("AKIDEXAMPLE", SecretKey);
    public static readonly SigningCredentials Temporary = new("ASIAEXAMPLE", SecretKey, new("session+token/=="));
    public static readonly DateTimeOffset Now = At("20261124T103000Z");
    public static readonly SignatureRules Ecs = SignatureRules.For("ecs");

    public static SignatureRules RulesOf(string service) =>
        service == "s3" ? SignatureRules.S3 : SignatureRules.For(service);

    public static DateTimeOffset At(string timestamp) =>
        DateTimeOffset.ParseExact(
            timestamp,
            "yyyyMMdd'T'HHmmss'Z'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal
        );

    public static WireRequest EcsCall(string body = """{"cluster":"default"}""") =>
        new()
        {
            Method = "POST",
            Path = "/",
            Headers = Headers(
                ("Host", "127.0.0.1:4566"),
                ("Content-Type", "application/x-amz-json-1.1"),
                ("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.ListTasks")
            ),
            Body = Encoding.UTF8.GetBytes(body),
        };

    public static WireRequest Upload(string body = "a receipt") =>
        new()
        {
            Method = "PUT",
            Path = "/receipts/2026/1.txt",
            Headers = Headers(("Host", "127.0.0.1:4566"), ("Content-Type", "text/plain")),
            Body = Encoding.UTF8.GetBytes(body),
        };

    public static WireRequest SignedEcsCall(SigningCredentials? credentials = null)
    {
        var request = EcsCall();
        Signer().Sign(request, credentials ?? LongTerm, "us-east-1", Ecs, Now);

        return request;
    }

    public static WireRequest SignedUpload(SigningCredentials? credentials = null)
    {
        var request = Upload();
        Signer().Sign(request, credentials ?? LongTerm, "us-east-1", SignatureRules.S3, Now);

        return request;
    }

    public static WireRequest PresignedDownload(SigningCredentials? credentials = null, int seconds = 900)
    {
        var request = new WireRequest
        {
            Method = "GET",
            Path = "/receipts/2026/1.txt",
            Headers = Headers(("Host", "127.0.0.1:4566")),
        };
        Signer()
            .Presign(
                request,
                credentials ?? LongTerm,
                "us-east-1",
                SignatureRules.S3,
                Now,
                TimeSpan.FromSeconds(seconds)
            );

        return request;
    }

    public static WireHeaders Headers(params (string Name, string Value)[] headers)
    {
        var result = new WireHeaders();
        foreach (var (name, value) in headers)
        {
            result.Add(name, value);
        }

        return result;
    }

    public static RequestSigner Signer() => new(new());

    public static PresentedSignature Read(WireRequest request)
    {
        Assert.True(SignatureReader.TryRead(request, out var signature, out var fault), fault.ToString());

        return signature;
    }

    public static SignatureVerdict Verify(
        WireRequest request,
        SignatureRules rules,
        DateTimeOffset? now = null,
        Secret? secretKey = null
    ) => new SignatureVerifier(new()).Verify(request, Read(request), secretKey ?? SecretKey, now ?? Now, rules);

    /// <summary>What is known about a request whose signature is at fault.</summary>
    public static SignatureFaultDetails DetailsOf(WireRequest request, SignatureRules rules, DateTimeOffset now)
    {
        var isRead = SignatureReader.TryRead(request, out var signature, out _);

        return new()
        {
            Request = request,
            Now = now,
            Rules = rules,
            Signature = signature,
            Verdict = isRead ? Verify(request, rules, now) : default,
        };
    }
}
