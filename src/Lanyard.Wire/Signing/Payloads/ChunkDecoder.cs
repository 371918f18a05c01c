using System.Buffers;
using System.Security.Cryptography;

namespace Lanyard.Wire.Signing.Payloads;

/// <summary>A body in aws-chunked form: chunks, each after a line with its size, then perhaps trailing headers.</summary>
/// <remarks>
/// A signed chunk of up to 1 MiB is put out only after its signature was found right; a larger one passes through, and its
/// signature is checked at its end.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html" />
/// <param name="length">The length of all chunks together.</param>
/// <param name="signatures">Null where chunks are not signed.</param>
/// <param name="trailer">Null where no headers follow.</param>
internal sealed class ChunkDecoder(long length, ChunkSignatures? signatures, ChunkTrailer? trailer) : PayloadDecoder
{
    private const int LargestHeldChunk = 1024 * 1024;
    private const int SmallestChunk = 8192;

    private readonly IncrementalHash? _hash = signatures is null
        ? null
        : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ChunkLine _line = new();
    private Phase _phase = Phase.Header;
    private ChunkHeader _chunk;
    private byte[] _held = [];
    private int _heldLength;
    private int _released;
    private long _chunkRemaining;
    private long _undeclared = length;
    private int _chunkCount;

    /// <inheritdoc />
    public override bool IsComplete => _phase == Phase.End;

    /// <inheritdoc />
    public override string? TrailingChecksum => trailer?.Checksum;

    /// <inheritdoc />
    public override void Decode(ReadOnlySpan<byte> input, Span<byte> output, out int consumed, out int written)
    {
        consumed = 0;
        written = 0;
        int lastConsumed;
        int lastWritten;
        do
        {
            (lastConsumed, lastWritten) = Step(input[consumed..], output[written..]);
            consumed += lastConsumed;
            written += lastWritten;
        } while (lastConsumed > 0 || lastWritten > 0);
    }

    private (int Consumed, int Written) Step(ReadOnlySpan<byte> input, Span<byte> output) =>
        _phase switch
        {
            Phase.Held => (Hold(input), 0),
            Phase.Release => (0, Release(output)),
            Phase.Pass => Pass(input, output),
            Phase.End => input.IsEmpty ? (0, 0) : throw PayloadErrors.MalformedChunk(),
            _ => (ReadLine(input), 0),
        };

    private int ReadLine(ReadOnlySpan<byte> input)
    {
        var consumed = _line.Append(input, out var isWhole);
        if (!isWhole)
        {
            return consumed;
        }

        switch (_phase)
        {
            case Phase.Header:
                BeginChunk(_line.Take());
                break;
            case Phase.ChunkEnd:
                EndChunk(_line.Take());
                break;
            default:
                ReadTrailer(_line.Take());
                break;
        }

        return consumed;
    }

    private void BeginChunk(ReadOnlySpan<byte> line)
    {
        var previous = _chunk.Size;
        if (!ChunkHeader.TryParse(line, signatures is not null, out _chunk))
        {
            throw PayloadErrors.MalformedChunk();
        }

        if (_chunk.Size > 0 && _chunkCount > 0 && previous < SmallestChunk)
        {
            throw PayloadErrors.ChunkTooSmall(_chunkCount, previous);
        }

        if (_chunk.Size > _undeclared)
        {
            throw PayloadErrors.Incomplete();
        }

        _chunkCount++;
        _undeclared -= _chunk.Size;
        _chunkRemaining = _chunk.Size;
        if (_chunk.Size == 0)
        {
            VerifyChunk();
            _phase = trailer is null ? Phase.ChunkEnd : Phase.Trailer;
        }
        else if (signatures is null || _chunk.Size > LargestHeldChunk)
        {
            _phase = Phase.Pass;
        }
        else
        {
            MakeRoom((int)_chunk.Size);
            _phase = Phase.Held;
        }
    }

    private void MakeRoom(int size)
    {
        _heldLength = 0;
        _released = 0;
        if (_held.Length < size)
        {
            ReturnHeld();
            _held = ArrayPool<byte>.Shared.Rent(size);
        }
    }

    private int Hold(ReadOnlySpan<byte> input)
    {
        var count = (int)Math.Min(input.Length, _chunkRemaining);
        input[..count].CopyTo(_held.AsSpan(_heldLength));
        _hash!.AppendData(input[..count]);
        _heldLength += count;
        _chunkRemaining -= count;
        if (_chunkRemaining == 0)
        {
            VerifyChunk();
            _phase = Phase.Release;
        }

        return count;
    }

    private int Release(Span<byte> output)
    {
        var count = Math.Min(output.Length, _heldLength - _released);
        _held.AsSpan(_released, count).CopyTo(output);
        _released += count;
        if (_released == _heldLength)
        {
            _phase = Phase.ChunkEnd;
        }

        return count;
    }

    private (int Consumed, int Written) Pass(ReadOnlySpan<byte> input, Span<byte> output)
    {
        var count = (int)Math.Min(Math.Min(input.Length, output.Length), _chunkRemaining);
        input[..count].CopyTo(output);
        _hash?.AppendData(input[..count]);
        _chunkRemaining -= count;
        if (_chunkRemaining == 0)
        {
            VerifyChunk();
            _phase = Phase.ChunkEnd;
        }

        return (count, count);
    }

    private void EndChunk(ReadOnlySpan<byte> line)
    {
        if (!line.IsEmpty)
        {
            throw PayloadErrors.MalformedChunk();
        }

        _phase = _chunk.Size == 0 ? Phase.End : Phase.Header;
    }

    private void ReadTrailer(ReadOnlySpan<byte> line)
    {
        if (!line.IsEmpty)
        {
            trailer!.Add(line);
            return;
        }

        trailer!.Finish(signatures);
        _phase = Phase.End;
    }

    private void VerifyChunk()
    {
        if (signatures is not null)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            _hash!.GetHashAndReset(hash);
            signatures.VerifyChunk(hash, _chunk.Signature);
        }
    }

    private void ReturnHeld()
    {
        if (_held.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_held);
            _held = [];
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        ReturnHeld();
        _hash?.Dispose();
        base.Dispose();
    }

    private enum Phase
    {
        Header,
        Held,
        Release,
        Pass,
        ChunkEnd,
        Trailer,
        End,
    }
}
