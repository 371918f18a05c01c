namespace Lanyard.Wire.Signing;

/// <summary>Verifies Signature Version 4.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html" />
/// <param name="keys">Where derived keys are kept.</param>
public sealed class SignatureVerifier(SigningKeyCache keys)
{
    /// <summary>Verifies a request's signature.</summary>
    /// <param name="secretKey">The secret access key that belongs to the presented access key id.</param>
    public SignatureVerdict Verify(
        WireRequest request,
        PresentedSignature signature,
        Secret secretKey,
        DateTimeOffset now,
        SignatureRules rules
    ) => throw new NotSupportedException($"{keys.GetHashCode()}");
}
