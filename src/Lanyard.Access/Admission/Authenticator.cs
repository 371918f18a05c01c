using System.Globalization;
using Lanyard.Access.Sessions;
using Lanyard.Wire;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Protocols;
using Lanyard.Wire.Signing;
using Lanyard.Wire.Signing.Payloads;

namespace Lanyard.Access.Admission;

/// <summary>Proves who makes a request: verifies its signature against the keys and sessions that Lanyard issued.</summary>
public sealed class Authenticator(
    CredentialStore credentials,
    SignatureVerifier verifier,
    TimeProvider time,
    AccessOptions options
)
{
    // Where a hash is claimed, a signature over less than this is not worth being verified twice.
    private const int SmallBody = 64 * 1024;

    /// <summary>Reads the body of a request into memory, unless the service takes bodies of any size.</summary>
    /// <remarks>
    /// Not one byte of it is read for who cannot be right: for a body of no known key, of another time or scope, or, where it is large, of a
    /// signature that does not even hold for the hash that it claims.
    /// </remarks>
    /// <param name="service">The service that is called, or what it looks like.</param>
    /// <exception cref="AwsException">The caller cannot be proved, or the body is larger than any AWS API takes.</exception>
    internal async ValueTask HoldBodyAsync(
        WireRequest request,
        ServiceModel service,
        Claim claim,
        BodyHold hold,
        CancellationToken cancellationToken
    )
    {
        var rule = service.Dialect.Bodies;
        if (request.BodyStream is { } body && !rule.Streams)
        {
            ThrowIfHopeless(request, service, claim);
            request.Body = await hold.ReadAsync(body, rule, cancellationToken);
            request.BodyStream = null;
        }
    }

    /// <summary>Proves the caller of a request.</summary>
    /// <param name="request">The request; a body that is a stream and is not streamed on is read into it.</param>
    /// <param name="streams">Whether the payload is left a stream: for what takes it so, and for what nobody takes.</param>
    /// <exception cref="AwsException">The signature does not hold, or its key or token is not good.</exception>
    internal async ValueTask<Proof> ProveAsync(
        WireRequest request,
        ServiceModel service,
        bool streams,
        Claim claim,
        BodyHold hold,
        CancellationToken cancellationToken
    )
    {
        var dialect = service.Dialect;
        if (claim.Signature is not { } signature)
        {
            return dialect.ServesStrangers && claim.Fault == SignatureFault.MissingAuthentication
                ? new Proof(
                    Caller.Anonymous,
                    options.DefaultRegion,
                    await PayloadAsync(request, dialect.Bodies, streams, null, null, hold, cancellationToken)
                )
                : throw Error(claim.Fault, request, service, signature: null, verdict: default);
        }

        var credential = CredentialOf(signature, request, service);
        var verdict = verifier.Verify(
            request,
            signature,
            credential.SecretAccessKey,
            time.GetUtcNow(),
            service.SigningRules
        );
        if (!verdict.IsValid)
        {
            throw Error(verdict.Fault, request, service, signature, verdict);
        }

        CheckToken(request, service, signature, credential);
        var payload = await PayloadAsync(
            request,
            dialect.Bodies,
            streams,
            signature,
            verdict.Key,
            hold,
            cancellationToken
        );
        return new Proof(credential.Caller, signature.Region, payload) { Signature = signature };
    }

    // In the order of ProveAsync, so that who is wrong hears the same either way.
    private void ThrowIfHopeless(WireRequest request, ServiceModel service, Claim claim)
    {
        if (claim.Signature is not { } signature)
        {
            throw Error(claim.Fault, request, service, signature: null, verdict: default);
        }

        var credential = CredentialOf(signature, request, service);
        var verdict = SignatureVerifier.VerifyHead(request, signature, time.GetUtcNow(), service.SigningRules);
        if (verdict.Fault == SignatureFault.None && !IsSmall(request))
        {
            verdict = verifier.VerifyClaim(request, signature, credential.SecretAccessKey, service.SigningRules);
        }

        if (verdict.Fault != SignatureFault.None)
        {
            throw Error(verdict.Fault, request, service, signature, verdict);
        }
    }

    private Credential CredentialOf(PresentedSignature signature, WireRequest request, ServiceModel service) =>
        credentials.Find(signature.AccessKeyId)
        ?? throw Error(SignatureFault.UnknownKey, request, service, signature, verdict: default);

    private static bool IsSmall(WireRequest request) =>
        int.TryParse(request.Headers["Content-Length"], CultureInfo.InvariantCulture, out var length)
        && length <= SmallBody;

    private void CheckToken(
        WireRequest request,
        ServiceModel service,
        PresentedSignature signature,
        Credential credential
    )
    {
        var presented = signature.SessionToken is { } token ? new Secret(token) : null;
        if (!Equals(presented, credential.SessionToken))
        {
            throw Error(SignatureFault.InvalidToken, request, service, signature, verdict: default);
        }

        if (credential.Caller.ExpiresAt is { } end && end <= time.GetUtcNow())
        {
            throw Error(SignatureFault.ExpiredToken, request, service, signature, verdict: default);
        }
    }

    private static async ValueTask<Stream?> PayloadAsync(
        WireRequest request,
        BodyRule rule,
        bool streams,
        PresentedSignature? signature,
        SigningKey? key,
        BodyHold hold,
        CancellationToken cancellationToken
    )
    {
        if (!rule.Streams)
        {
            return null;
        }

        var payload = SignedPayload.Open(request, signature, key);
        if (streams)
        {
            return payload;
        }

        await using (payload)
        {
            request.Body = await hold.ReadAsync(payload, rule, cancellationToken);
            request.BodyStream = null;
            return null;
        }
    }

    private AwsException Error(
        SignatureFault fault,
        WireRequest request,
        ServiceModel service,
        PresentedSignature? signature,
        SignatureVerdict verdict
    ) =>
        service.Dialect.Unproved(
            fault,
            new SignatureFaultDetails
            {
                Request = request,
                Now = time.GetUtcNow(),
                Rules = service.SigningRules,
                Signature = signature,
                Verdict = verdict,
            }
        );
}
