using System.Security.Cryptography;
using System.Text;
using Lanyard.Wire.Signing.Canonical;

namespace Lanyard.Wire.Signing;

/// <summary>Verifies Signature Version 4.</summary>
/// <remarks>
/// Nothing is allocated while the signature holds. Checked in the order in which AWS answers: time, headers that must be
/// signed, scope, payload, signature.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html" />
/// <param name="keys">Where derived keys are kept.</param>
public sealed class SignatureVerifier(SigningKeyCache keys)
{
    private const int TypicalLength = 2048;

    /// <summary>Verifies a request's signature.</summary>
    /// <remarks>
    /// For S3 a body that is a stream or aws-chunked is not looked at: <see cref="Payloads.SignedPayload" /> verifies it
    /// while it is read. Every other body must be in <see cref="WireRequest.Body" /> and is verified here.
    /// </remarks>
    /// <param name="secretKey">The secret access key that belongs to the presented access key id.</param>
    /// <exception cref="ArgumentException">The body is a stream and the service is not S3.</exception>
    public SignatureVerdict Verify(
        WireRequest request,
        PresentedSignature signature,
        Secret secretKey,
        DateTimeOffset now,
        SignatureRules rules
    )
    {
        var head = VerifyHead(request, signature, now, rules);
        if (head.Fault != SignatureFault.None)
        {
            return head;
        }

        SignatureFault fault;
        Span<char> bodyHash = stackalloc char[SHA256.HashSizeInBytes * 2];
        var payload = SignedPayloadHash(request, signature, rules, bodyHash, out fault);
        if (fault != SignatureFault.None)
        {
            return new()
            {
                Fault = fault,
                Found = fault == SignatureFault.PayloadHashMismatch ? payload.ToString() : null,
            };
        }

        var key = keys.Get(secretKey, signature.Date, signature.Region, signature.Service);
        var verdict = Compare(request, signature, payload, key, rules);

        return verdict.IsValid && rules.DeclaresPayload ? CheckDeclared(request, signature, verdict) : verdict;
    }

    /// <summary>Verifies what can be verified before a body is there: the time, the headers that must be signed, and the scope.</summary>
    /// <returns>A verdict without a fault says nothing of the signature itself.</returns>
    public static SignatureVerdict VerifyHead(
        WireRequest request,
        PresentedSignature signature,
        DateTimeOffset now,
        SignatureRules rules
    )
    {
        var fault = SignatureTime.Check(signature, now, rules);
        if (fault != SignatureFault.None)
        {
            return new() { Fault = fault };
        }

        var unsigned = SignedHeaderRule.Missing(request, signature, rules);
        if (unsigned is not null)
        {
            return new() { Fault = SignatureFault.UnsignedHeaders, Found = unsigned };
        }

        return IsInScope(signature, rules) ? default : new() { Fault = SignatureFault.ScopeMismatch };
    }

    /// <summary>Verifies a signature by the hash that the request claims for its body, which is not looked at.</summary>
    /// <returns>A verdict without a fault when no hash is claimed, too.</returns>
    public SignatureVerdict VerifyClaim(
        WireRequest request,
        PresentedSignature signature,
        Secret secretKey,
        SignatureRules rules
    )
    {
        if (signature is not { PayloadKind: PayloadKind.Hashed, PayloadHash: { } claimed })
        {
            return default;
        }

        var key = keys.Get(secretKey, signature.Date, signature.Region, signature.Service);
        return Compare(request, signature, claimed, key, rules);
    }

    private static SignatureVerdict Compare(
        WireRequest request,
        PresentedSignature signature,
        ReadOnlySpan<char> payloadHash,
        SigningKey key,
        SignatureRules rules
    )
    {
        var text = new PooledText(TypicalLength);
        try
        {
            var isPresigned = signature.Kind == SignatureKind.Presigned;
            CanonicalRequest.Write(
                ref text,
                request,
                signature.SignedHeaders,
                payloadHash,
                rules.NormalizesPath,
                isPresigned
            );
            var canonicalLength = text.Length;
            SigningScope.Of(signature).WriteStringToSign(ref text, text.Written);
            var stringToSign = text.Written[canonicalLength..];
            if (key.Matches(stringToSign, signature.Signature))
            {
                return new() { Key = key };
            }

            return new()
            {
                Fault = SignatureFault.Mismatch,
                CanonicalRequest = Encoding.UTF8.GetString(text.Written[..canonicalLength]),
                StringToSign = Encoding.UTF8.GetString(stringToSign),
            };
        }
        finally
        {
            text.Dispose();
        }
    }

    private static bool IsInScope(PresentedSignature signature, SignatureRules rules) =>
        signature.Terminator == SigningScope.Terminator
        && signature.Service == rules.Service
        && rules.Admits(signature.Region)
        && signature.Timestamp.AsSpan(0, 8).SequenceEqual(signature.Date);

    private static ReadOnlySpan<char> SignedPayloadHash(
        WireRequest request,
        PresentedSignature signature,
        SignatureRules rules,
        Span<char> bodyHash,
        out SignatureFault fault
    )
    {
        fault = SignatureFault.None;
        if (rules.DeclaresPayload)
        {
            fault = signature.PayloadKind switch
            {
                PayloadKind.Undeclared when signature.Kind == SignatureKind.Header => SignatureFault.MissingPayloadHash,
                PayloadKind.Unknown => SignatureFault.UnknownPayloadHash,
                _ => SignatureFault.None,
            };

            return signature.PayloadHash ?? PayloadHashes.NotSigned;
        }

        HashBody(request, bodyHash);
        if (
            signature.PayloadHash is not null
            && !bodyHash.Equals(signature.PayloadHash, StringComparison.OrdinalIgnoreCase)
        )
        {
            fault = SignatureFault.PayloadHashMismatch;
        }

        return bodyHash;
    }

    private static SignatureVerdict CheckDeclared(
        WireRequest request,
        PresentedSignature signature,
        SignatureVerdict verdict
    )
    {
        if (signature.PayloadKind != PayloadKind.Hashed || request.BodyStream is not null)
        {
            return verdict;
        }

        Span<char> bodyHash = stackalloc char[SHA256.HashSizeInBytes * 2];
        HashBody(request, bodyHash);

        return bodyHash.Equals(signature.PayloadHash, StringComparison.OrdinalIgnoreCase)
            ? verdict
            : new() { Fault = SignatureFault.PayloadHashMismatch, Found = bodyHash.ToString() };
    }

    private static void HashBody(WireRequest request, Span<char> hexadecimal)
    {
        if (request.BodyStream is not null)
        {
            throw new ArgumentException("only S3 takes a body that is a stream", nameof(request));
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(request.Body.Span, hash);
        Convert.TryToHexStringLower(hash, hexadecimal, out _);
    }
}
