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
    // Documents of S3 (policies, delete lists) are small; objects stream and are not held.
    private const int LargestHeldPayload = 2 * 1024 * 1024;

    // A layer part of ECR is the largest thing that a JSON call carries: 20 MiB, a third more in base64.
    private const int LargestHeldBody = 28 * 1024 * 1024;

    /// <summary>Reads the body of a request into memory, unless it is one of S3's, which may be of any size.</summary>
    /// <exception cref="AwsException">The body is larger than any AWS API takes.</exception>
    public static async ValueTask HoldBodyAsync(WireRequest request, Claim claim, CancellationToken cancellationToken)
    {
        if (request.BodyStream is { } body && !IsForS3(request, claim))
        {
            request.Body = await ReadAllAsync(body, LargestHeldBody, cancellationToken);
            request.BodyStream = null;
        }
    }

    /// <summary>Proves the caller of a request.</summary>
    /// <param name="request">The request; the body of an S3 request that is not streamed on is read into it.</param>
    /// <exception cref="AwsException">The signature does not hold, or its key or token is not good.</exception>
    public async ValueTask<Proof> ProveAsync(
        WireRequest request,
        OperationModel model,
        Claim claim,
        CancellationToken cancellationToken
    )
    {
        var isS3 = model.Service.Protocol == Protocol.RestXml;
        if (claim.Signature is not { } signature)
        {
            // S3 alone serves unsigned requests: a bucket policy may allow everybody.
            return isS3 && claim.Fault == SignatureFault.MissingAuthentication
                ? new Proof(
                    Caller.Anonymous,
                    options.DefaultRegion,
                    await PayloadAsync(request, model, null, null, cancellationToken)
                )
                : throw Error(claim.Fault, request, model, signature: null, verdict: default);
        }

        var credential =
            credentials.Find(signature.AccessKeyId)
            ?? throw Error(SignatureFault.UnknownKey, request, model, signature, verdict: default);
        var verdict = verifier.Verify(
            request,
            signature,
            credential.SecretAccessKey,
            time.GetUtcNow(),
            SignatureRules.For(model.Service.SigningName)
        );
        if (!verdict.IsValid)
        {
            throw Error(verdict.Fault, request, model, signature, verdict);
        }

        CheckToken(request, model, signature, credential);
        var payload = isS3 ? await PayloadAsync(request, model, signature, verdict.Key, cancellationToken) : null;
        return new Proof(credential.Caller, signature.Region, payload) { Signature = signature };
    }

    private void CheckToken(
        WireRequest request,
        OperationModel model,
        PresentedSignature signature,
        Credential credential
    )
    {
        var presented = signature.SessionToken is { } token ? new Secret(token) : null;
        if (!Equals(presented, credential.SessionToken))
        {
            throw Error(SignatureFault.InvalidToken, request, model, signature, verdict: default);
        }

        if (credential.Caller.ExpiresAt is { } end && end <= time.GetUtcNow())
        {
            throw Error(SignatureFault.ExpiredToken, request, model, signature, verdict: default);
        }
    }

    private static async ValueTask<Stream?> PayloadAsync(
        WireRequest request,
        OperationModel model,
        PresentedSignature? signature,
        SigningKey? key,
        CancellationToken cancellationToken
    )
    {
        var payload = SignedPayload.Open(request, signature, key);
        if (model.StreamsInput)
        {
            return payload;
        }

        await using (payload)
        {
            request.Body = await ReadAllAsync(payload, LargestHeldPayload, cancellationToken);
            request.BodyStream = null;
            return null;
        }
    }

    private static bool IsForS3(WireRequest request, Claim claim) =>
        claim.Signature is { } signature
            ? signature.Service == "s3"
            : request.Headers["X-Amz-Target"] is null && !IsForm(request.Headers["Content-Type"]);

    private static bool IsForm(string? contentType) =>
        contentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;

    private static async ValueTask<ReadOnlyMemory<byte>> ReadAllAsync(
        Stream payload,
        int limit,
        CancellationToken cancellationToken
    )
    {
        using var held = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await payload.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (held.Length + read > limit)
            {
                throw new AwsException("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", 413);
            }

            held.Write(buffer, 0, read);
        }

        return held.ToArray();
    }

    private AwsException Error(
        SignatureFault fault,
        WireRequest request,
        OperationModel model,
        PresentedSignature? signature,
        SignatureVerdict verdict
    ) =>
        SignatureErrors.For(
            fault,
            model.Service.Protocol,
            new SignatureFaultDetails
            {
                Request = request,
                Now = time.GetUtcNow(),
                Rules = SignatureRules.For(model.Service.SigningName),
                Signature = signature,
                Verdict = verdict,
            }
        );
}
