using System.Text;
using CsCheck;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Signing;

namespace Lanyard.Wire.Tests.Signing.Payloads;

/// <summary>Whatever comes as an aws-chunked body, reading ends, and fails with nothing but S3's errors.</summary>
public sealed class DamagedPayloadTests
{
    private static readonly Gen<string> Noise = Gen.OneOf(
        Gen.String[Gen.Char["0123456789abcdef;=\r\n:-x"], 0, 200],
        Gen.Byte.Array[0, 2000].Select(bytes => Encoding.Latin1.GetString(bytes))
    );

    private static readonly Gen<string> PayloadHash = Gen.OneOf(
        PayloadHashes.SignedChunks,
        PayloadHashes.SignedChunksWithTrailer,
        PayloadHashes.UnsignedChunksWithTrailer
    );

    private static readonly string Whole = new string('a', 8192) + new string('b', 20);

    [Fact]
    public void Noise_ends_with_an_answer()
    {
        Gen.Select(PayloadHash, Noise, Gen.Int[1, 300], Gen.Int[1, 300])
            .Sample(
                (payloadHash, noise, pieceLength, bufferLength) =>
                {
                    var upload = new ChunkedUpload
                    {
                        PayloadHash = payloadHash,
                        PieceLength = pieceLength,
                        Tamper = _ => noise,
                    }.Chunk(100);

                    return TryRead(upload, bufferLength) is null;
                }
            );
    }

    [Fact]
    public void A_changed_byte_never_yields_another_object()
    {
        Gen.Select(
                Gen.OneOf(PayloadHashes.SignedChunks, PayloadHashes.SignedChunksWithTrailer),
                Gen.Double[0, 1],
                Gen.Int[1, 255]
            )
            .Sample(
                (payloadHash, place, change) =>
                {
                    var upload = new ChunkedUpload
                    {
                        PayloadHash = payloadHash,
                        Tamper = body => Change(body, place, change),
                    }
                        .Chunk(8192)
                        .Chunk(20, 'b');

                    var decoded = TryRead(upload, 4096);

                    return decoded is null || decoded == Whole;
                }
            );
    }

    [Fact]
    public void A_cut_body_never_yields_an_object()
    {
        Gen.Select(PayloadHash, Gen.Double[0, 1])
            .Sample(
                (payloadHash, place) =>
                {
                    var upload = new ChunkedUpload
                    {
                        PayloadHash = payloadHash,
                        Tamper = body => body[..(int)(place * (body.Length - 1))],
                    }
                        .Chunk(8192)
                        .Chunk(20, 'b');

                    return TryRead(upload, 4096) is null;
                }
            );
    }

    // A letter in another case in a size is the same size: the object then is the same, too.
    private static string Change(string body, double place, int change)
    {
        var index = (int)(place * (body.Length - 1));

        return string.Concat(body.AsSpan(0, index), $"{(char)(body[index] ^ change)}", body.AsSpan(index + 1));
    }

    private static string? TryRead(ChunkedUpload upload, int bufferLength)
    {
        using var payload = upload.Open();
        using var decoded = new MemoryStream();
        try
        {
            payload.CopyTo(decoded, bufferLength);
        }
        catch (AwsException)
        {
            return null;
        }

        return Encoding.Latin1.GetString(decoded.ToArray());
    }
}
