using System.Buffers;
using System.IO.Pipelines;

namespace Lanyard.Containers.Images.Layers;

/// <summary>One layer on its way from its stored bytes into an empty directory, both its digests checked as it passes.</summary>
/// <remarks>
/// (1) stored bytes are read and hashed ──▶ pipe ──▶ (2) decompressed, hashed and unpacked on a thread of its own.
/// When (2) fails, (1) still reads to the end: a wrong digest is the better explanation of a file that cannot be read.
/// </remarks>
internal sealed class LayerTransfer(Descriptor layer, Digest diffId, IProgress<UnpackProgress>? progress)
{
    private const int ChunkSize = 128 * 1024;
    private const int ReportEvery = 1024 * 1024;

    private static readonly PipeOptions Options = new(
        pauseWriterThreshold: 16 * ChunkSize,
        resumeWriterThreshold: 8 * ChunkSize,
        minimumSegmentSize: ChunkSize,
        useSynchronizationContext: false
    );

    /// <summary>Unpacks the layer; what is left in the directory after a failure is the caller's to remove.</summary>
    /// <exception cref="ContainerException">Corrupt, Invalid, NotPermitted or Unavailable, with the layer's digest.</exception>
    public async Task RunAsync(Stream stored, string directory, CancellationToken cancellationToken)
    {
        using var hashed = new HashingStream(stored);
        var pipe = new Pipe(Options);
        var unpacking = Task.Factory.StartNew(
            () => Unpack(pipe.Reader, directory, cancellationToken),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        try
        {
            await ReadAsync(hashed, pipe.Writer, cancellationToken);
        }
        finally
        {
            await pipe.Writer.CompleteAsync();
            await ((Task)unpacking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (hashed.CurrentDigest() is var digest && digest != layer.Digest)
        {
            throw Corrupt($"its {hashed.Count} bytes have the digest `{digest}` (expected {layer.Size} bytes)");
        }

        if (await unpacking is var unpacked && unpacked != diffId)
        {
            throw Corrupt($"uncompressed it has the digest `{unpacked}`, the image's config says `{diffId}`");
        }
    }

    // (1)
    private async Task ReadAsync(HashingStream stored, PipeWriter writer, CancellationToken cancellationToken)
    {
        var spare = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            var isWanted = true;
            long reported = 0;
            int read;
            do
            {
                read = await stored.ReadAsync(isWanted ? writer.GetMemory(ChunkSize) : spare, cancellationToken);
                if (stored.Count > layer.Size)
                {
                    throw Corrupt($"it has more than the {layer.Size} bytes that its manifest says");
                }

                if (isWanted)
                {
                    writer.Advance(read);
                    isWanted = !(await writer.FlushAsync(cancellationToken)).IsCompleted;
                }

                if (stored.Count - reported >= ReportEvery && stored.Count < layer.Size)
                {
                    reported = stored.Count;
                    progress?.Report(new UnpackProgress(layer.Digest, reported, layer.Size));
                }
            } while (read > 0);
        }
        catch (IOException fault)
        {
            throw new ContainerException(
                ContainerFault.Unavailable,
                $"layer `{layer.Digest}` broke off after {stored.Count} of {layer.Size} bytes: {fault.Message}",
                fault
            );
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(spare);
        }
    }

    // (2)
    private Digest Unpack(PipeReader reader, string directory, CancellationToken cancellationToken)
    {
        try
        {
            using var compressed = reader.AsStream();
            using var tar = new HashingStream(Compression.Open(compressed, Peek(reader)));
            LayerUnpacker.Unpack(tar, directory, cancellationToken);
            Drain(tar);
            return tar.CurrentDigest();
        }
        catch (InvalidDataException fault)
        {
            throw Named(new ContainerException(ContainerFault.Invalid, "its gzip compression is damaged", fault));
        }
        catch (ContainerException fault)
        {
            throw Named(fault);
        }
        finally
        {
            reader.Complete();
        }
    }

    private static byte[] Peek(PipeReader reader)
    {
        // This thread is there to wait.
        var first = reader.ReadAtLeastAsync(Compression.SignatureLength).AsTask().GetAwaiter().GetResult();
        var signature = first.Buffer.Slice(0, Math.Min(first.Buffer.Length, Compression.SignatureLength)).ToArray();
        reader.AdvanceTo(first.Buffer.Start);
        return signature;
    }

    // After the last entry comes padding, which the digest covers.
    private static void Drain(HashingStream tar)
    {
        var rest = ArrayPool<byte>.Shared.Rent(ChunkSize);
        while (tar.Read(rest, 0, rest.Length) > 0) { }

        ArrayPool<byte>.Shared.Return(rest);
    }

    private ContainerException Named(ContainerException fault) =>
        new(fault.Kind, $"layer `{layer.Digest}`: {fault.Message}", fault);

    private ContainerException Corrupt(string what) =>
        new(ContainerFault.Corrupt, $"layer `{layer.Digest}` is corrupt: {what}");
}
