using System.Runtime.InteropServices;

namespace Lanyard.Wire.Signing.Payloads;

/// <summary>Opens the bodies of S3 uploads.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html" />
public static class SignedPayload
{
    /// <summary>Opens a request's body: decoded where it is aws-chunked, and verified while it is read.</summary>
    /// <param name="signature">What the request claims, already verified; null when it is anonymous.</param>
    /// <param name="key">The key of the verdict on the request's signature; null when the request is anonymous.</param>
    /// <exception cref="Errors.AwsException">The headers contradict each other.</exception>
    public static PayloadStream Open(WireRequest request, PresentedSignature? signature, SigningKey? key)
    {
        var payloadHash = signature is null ? request.Headers["X-Amz-Content-SHA256"] : signature.PayloadHash;
        var expectation = PayloadExpectation.Read(request, payloadHash);

        return new(
            request.BodyStream ?? AsStream(request.Body),
            DecoderFor(expectation, signature, key),
            new(expectation),
            expectation.DecodedLength
        );
    }

    private static PayloadDecoder DecoderFor(
        PayloadExpectation expectation,
        PresentedSignature? signature,
        SigningKey? key
    )
    {
        if (!expectation.IsChunked)
        {
            return new PlainDecoder(expectation.DecodedLength);
        }

        ChunkSignatures? signatures = null;
        if (expectation.HasSignedChunks)
        {
            signatures = signature is null || key is null ? throw PayloadErrors.AnonymousChunks() : new(signature, key);
        }

        // A checksum from a header is not announced for the trailer.
        var announced = expectation.Checksum is null ? expectation.Algorithm : null;

        return new ChunkDecoder(expectation.DecodedLength, signatures, expectation.HasTrailer ? new(announced) : null);
    }

    private static MemoryStream AsStream(ReadOnlyMemory<byte> body) =>
        MemoryMarshal.TryGetArray(body, out var segment)
            ? new(segment.Array ?? [], segment.Offset, segment.Count, writable: false)
            : new(body.ToArray(), writable: false);
}
