using System.Security.Cryptography;
using System.Text;
using Lanyard.Wire.Signing.Canonical;

namespace Lanyard.Wire.Signing.Payloads;

/// <summary>The chain of signatures through the chunks of a body: each covers the one before it.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html" />
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html" />
internal sealed class ChunkSignatures(PresentedSignature seed, SigningKey key)
{
    private const int TypicalLength = 512;
    private const string ChunkAlgorithm = "AWS4-HMAC-SHA256-PAYLOAD";
    private const string TrailerAlgorithm = "AWS4-HMAC-SHA256-TRAILER";

    private string _previous = seed.Signature;

    /// <summary>Verifies the next chunk.</summary>
    /// <param name="hash">The SHA-256 of the chunk's bytes.</param>
    /// <exception cref="Errors.AwsException">The signature is not the one we calculate.</exception>
    public void VerifyChunk(ReadOnlySpan<byte> hash, string presented) =>
        Verify(ChunkAlgorithm, hash, presented, coversNoHeaders: true);

    /// <summary>Verifies the trailing headers.</summary>
    /// <param name="lines">Each header as <c>name:value</c> and a line feed.</param>
    /// <exception cref="Errors.AwsException">The signature is not the one we calculate.</exception>
    public void VerifyTrailer(string lines, string presented) =>
        Verify(TrailerAlgorithm, SHA256.HashData(Encoding.UTF8.GetBytes(lines)), presented, coversNoHeaders: false);

    private void Verify(string algorithm, ReadOnlySpan<byte> hash, string presented, bool coversNoHeaders)
    {
        var text = new PooledText(TypicalLength);
        try
        {
            SigningScope.Of(seed).WriteHead(ref text, algorithm);
            text.Write(_previous);
            text.Write((byte)'\n');
            if (coversNoHeaders)
            {
                text.Write(PayloadHashes.Empty);
                text.Write((byte)'\n');
            }

            text.WriteHex(hash);
            if (!key.Matches(text.Written, presented))
            {
                var stringToSign = Encoding.UTF8.GetString(text.Written);
                throw S3SignatureErrors.Mismatch(seed.AccessKeyId, stringToSign, presented, canonicalRequest: null);
            }
        }
        finally
        {
            text.Dispose();
        }

        _previous = presented;
    }
}
