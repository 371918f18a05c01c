using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lanyard.Wire.Signing.Canonical;

namespace Lanyard.Wire.Signing;

/// <summary>Signs requests with Signature Version 4, as a client does.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html" />
/// <param name="keys">Where derived keys are kept.</param>
public sealed class RequestSigner(SigningKeyCache keys)
{
    private const int TypicalLength = 2048;
    private static readonly TimeSpan LongestPresign = TimeSpan.FromDays(7);

    /// <summary>Signs a request: sets <c>X-Amz-Date</c>, <c>X-Amz-Security-Token</c>, <c>X-Amz-Content-SHA256</c> (S3) and
    /// <c>Authorization</c>. <c>Host</c> must be there.</summary>
    /// <param name="rules">How the service wants it.</param>
    /// <param name="payloadHash">What to sign in place of the body's own hash, as <see cref="PayloadHashes.NotSigned" />
    /// or the hash of a body that is a stream; null to hash <see cref="WireRequest.Body" />.</param>
    /// <exception cref="ArgumentException">There is no <c>Host</c>, or the body is a stream whose hash is not given.</exception>
    public void Sign(
        WireRequest request,
        SigningCredentials credentials,
        string region,
        SignatureRules rules,
        DateTimeOffset now,
        string? payloadHash = null
    )
    {
        RequireHost(request);
        var scope = SigningScope.At(now, region, rules.Service);
        payloadHash ??= HashBody(request);
        request.Headers["Authorization"] = null;
        request.Headers["X-Amz-Date"] = scope.Timestamp;
        request.Headers["X-Amz-Security-Token"] = credentials.SessionToken?.Reveal();
        if (rules.DeclaresPayload)
        {
            request.Headers["X-Amz-Content-SHA256"] = payloadHash;
        }

        var signedHeaders = NamesToSign(request.Headers);
        var signature = Compute(request, credentials, scope, signedHeaders, payloadHash, rules, isPresigned: false);
        request.Headers["Authorization"] =
            $"{SigningScope.Algorithm} Credential={credentials.AccessKeyId}/{scope.Credential}, "
            + $"SignedHeaders={signedHeaders}, Signature={signature}";
    }

    /// <summary>Presigns a request: adds the signature to the query. <c>Host</c> must be there.</summary>
    /// <param name="rules">How the service wants it.</param>
    /// <param name="expires">For how long it shall hold: whole seconds from 1 to 604800.</param>
    /// <exception cref="ArgumentException">There is no <c>Host</c>, or the time is out of range.</exception>
    public void Presign(
        WireRequest request,
        SigningCredentials credentials,
        string region,
        SignatureRules rules,
        DateTimeOffset now,
        TimeSpan expires
    )
    {
        RequireHost(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(expires, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(expires, LongestPresign);
        var scope = SigningScope.At(now, region, rules.Service);
        var payloadHash = rules.DeclaresPayload ? PayloadHashes.NotSigned : HashBody(request);
        var signedHeaders = NamesToSign(request.Headers);

        var query = new StringBuilder(request.Query);
        Append(query, "X-Amz-Algorithm", SigningScope.Algorithm);
        Append(query, "X-Amz-Credential", $"{credentials.AccessKeyId}/{scope.Credential}");
        Append(query, "X-Amz-Date", scope.Timestamp);
        Append(query, "X-Amz-Expires", ((int)expires.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        Append(query, "X-Amz-SignedHeaders", signedHeaders);
        if (credentials.SessionToken is { } token)
        {
            Append(query, "X-Amz-Security-Token", token.Reveal());
        }

        request.Query = query.ToString();
        var signature = Compute(request, credentials, scope, signedHeaders, payloadHash, rules, isPresigned: true);
        request.Query = Append(query, "X-Amz-Signature", signature).ToString();
    }

    private string Compute(
        WireRequest request,
        SigningCredentials credentials,
        SigningScope scope,
        string signedHeaders,
        string payloadHash,
        SignatureRules rules,
        bool isPresigned
    )
    {
        var key = keys.Get(credentials.SecretKey, scope.Date, scope.Region, scope.Service);
        var text = new PooledText(TypicalLength);
        try
        {
            CanonicalRequest.Write(ref text, request, signedHeaders, payloadHash, rules.NormalizesPath, isPresigned);
            var canonicalLength = text.Length;
            scope.WriteStringToSign(ref text, text.Written);

            return key.Sign(text.Written[canonicalLength..]);
        }
        finally
        {
            text.Dispose();
        }
    }

    private static StringBuilder Append(StringBuilder query, string name, string value)
    {
        if (query.Length > 0)
        {
            query.Append('&');
        }

        return query.Append(name).Append('=').Append(Uri.EscapeDataString(value));
    }

    private static string NamesToSign(WireHeaders headers)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var header in headers)
        {
            var name = header.Key.ToLowerInvariant();
            if (
                name is "host" or "content-type" or "content-md5"
                || name.StartsWith("x-amz-", StringComparison.Ordinal)
            )
            {
                names.Add(name);
            }
        }

        return string.Join(';', names);
    }

    private static void RequireHost(WireRequest request)
    {
        if (request.Headers["Host"] is null)
        {
            throw new ArgumentException("a request without `Host` cannot be signed", nameof(request));
        }
    }

    private static string HashBody(WireRequest request) =>
        request.BodyStream is null
            ? Convert.ToHexStringLower(SHA256.HashData(request.Body.Span))
            : throw new ArgumentException("the hash of a body that is a stream must be given", nameof(request));
}
