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
    /// <summary>Reads the body of a request into memory, unless the service takes bodies of any size.</summary>
    /// <param name="service">The service that is called; null when it is not known, and then the body is held.</param>
    /// <exception cref="AwsException">The body is larger than any AWS API takes.</exception>
    public static async ValueTask HoldBodyAsync(
        WireRequest request,
        ServiceModel? service,
        CancellationToken cancellationToken
    )
    {
        var rule = service?.Dialect.Bodies ?? BodyRule.Held;
        if (request.BodyStream is { } body && !rule.Streams)
        {
            request.Body = await HoldAsync(body, rule, cancellationToken);
            request.BodyStream = null;
        }
    }

    /// <summary>Proves the caller of a request.</summary>
    /// <param name="request">The request; a body that is a stream and is not streamed on is read into it.</param>
    /// <param name="streams">Whether the payload is left a stream: for what takes it so, and for what nobody takes.</param>
    /// <exception cref="AwsException">The signature does not hold, or its key or token is not good.</exception>
    public async ValueTask<Proof> ProveAsync(
        WireRequest request,
        ServiceModel service,
        bool streams,
        Claim claim,
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
                    await PayloadAsync(request, dialect.Bodies, streams, null, null, cancellationToken)
                )
                : throw Error(claim.Fault, request, service, signature: null, verdict: default);
        }

        var credential =
            credentials.Find(signature.AccessKeyId)
            ?? throw Error(SignatureFault.UnknownKey, request, service, signature, verdict: default);
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
        var payload = await PayloadAsync(request, dialect.Bodies, streams, signature, verdict.Key, cancellationToken);
        return new Proof(credential.Caller, signature.Region, payload) { Signature = signature };
    }

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
            request.Body = await HoldAsync(payload, rule, cancellationToken);
            request.BodyStream = null;
            return null;
        }
    }

    private static async ValueTask<ReadOnlyMemory<byte>> HoldAsync(
        Stream body,
        BodyRule rule,
        CancellationToken cancellationToken
    ) =>
        await HeldBody.ReadAsync(body, rule.LargestHeld, cancellationToken)
        ?? throw new AwsException("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 413);

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
