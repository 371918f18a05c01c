namespace Lanyard.Wire.Signing;

/// <summary>Signs requests with Signature Version 4, as a client does.</summary>
/// <param name="keys">Where derived keys are kept.</param>
public sealed class RequestSigner(SigningKeyCache keys)
{
    /// <summary>Signs a request: sets <c>X-Amz-Date</c>, <c>X-Amz-Security-Token</c>, <c>X-Amz-Content-SHA256</c> (S3) and
    /// <c>Authorization</c>. <c>Host</c> must be there.</summary>
    /// <param name="service">The service's signing name.</param>
    /// <param name="payloadHash">What to sign in place of the body's own hash, as <see cref="PayloadHashes.NotSigned" />
    /// or the hash of a body that is a stream; null to hash <see cref="WireRequest.Body" />.</param>
    public void Sign(
        WireRequest request,
        SigningCredentials credentials,
        string region,
        string service,
        DateTimeOffset now,
        string? payloadHash = null
    ) => throw new NotSupportedException($"{keys.GetHashCode()}");

    /// <summary>Presigns a request: adds the signature to the query. <c>Host</c> must be there.</summary>
    /// <param name="service">The service's signing name.</param>
    /// <param name="expires">For how long it shall hold: whole seconds from 1 to 604800.</param>
    public void Presign(
        WireRequest request,
        SigningCredentials credentials,
        string region,
        string service,
        DateTimeOffset now,
        TimeSpan expires
    ) => throw new NotSupportedException($"{keys.GetHashCode()}");
}
