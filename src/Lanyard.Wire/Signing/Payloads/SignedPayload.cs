namespace Lanyard.Wire.Signing.Payloads;

/// <summary>Opens the bodies of S3 uploads.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html" />
public static class SignedPayload
{
    /// <summary>Opens a request's body: decoded where it is aws-chunked, and verified while it is read.</summary>
    /// <param name="signature">What the request claims; null when it is anonymous.</param>
    /// <param name="key">The key of the verdict on the request's signature; null when the request is anonymous.</param>
    /// <exception cref="Errors.AwsException">The headers contradict each other.</exception>
    public static PayloadStream Open(WireRequest request, PresentedSignature? signature, SigningKey? key) =>
        throw new NotSupportedException();
}
