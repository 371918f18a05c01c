using System.Text;

namespace Lanyard.Wire.Signing.Payloads;

/// <summary>The headers after the last chunk: the checksum that was announced and, where chunks are signed, a signature.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html" />
/// <param name="announced">The checksum that <c>x-amz-trailer</c> announced; null when it announced none.</param>
internal sealed class ChunkTrailer(ChecksumAlgorithm? announced)
{
    private const string SignatureName = "x-amz-trailer-signature";

    private string? _signature;

    /// <summary>The checksum in base64; null until it was read.</summary>
    public string? Checksum { get; private set; }

    /// <summary>Takes in a line.</summary>
    /// <exception cref="Errors.AwsException">It is not a header that was announced.</exception>
    public void Add(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        if (colon < 0)
        {
            throw PayloadErrors.MalformedTrailer();
        }

        var name = Encoding.ASCII.GetString(line[..colon]);
        var value = Encoding.ASCII.GetString(line[(colon + 1)..]).Trim();
        if (string.Equals(name, SignatureName, StringComparison.OrdinalIgnoreCase) && _signature is null)
        {
            _signature = value;
            return;
        }

        // The signature is the last line.
        if (
            _signature is not null
            || Checksum is not null
            || !ChecksumHeader.TryParse(name, out var algorithm)
            || algorithm != announced
        )
        {
            throw PayloadErrors.MalformedTrailer();
        }

        Checksum = ChecksumHeader.IsWellFormed(algorithm, value)
            ? value
            : throw PayloadErrors.InvalidChecksum(ChecksumHeader.NameOf(algorithm), isTrailing: true);
    }

    /// <summary>Checks that everything came, and the signature.</summary>
    /// <param name="signatures">Null where chunks are not signed.</param>
    /// <exception cref="Errors.AwsException">Something is missing, or the signature is not the one we calculate.</exception>
    public void Finish(ChunkSignatures? signatures)
    {
        if ((announced is not null && Checksum is null) || (signatures is null) != (_signature is null))
        {
            throw PayloadErrors.MalformedTrailer();
        }

        var lines = announced is { } algorithm ? $"{ChecksumHeader.NameOf(algorithm)}:{Checksum}\n" : "";
        signatures?.VerifyTrailer(lines, _signature!);
    }
}
