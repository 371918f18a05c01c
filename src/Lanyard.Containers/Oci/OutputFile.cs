using System.Runtime.CompilerServices;
using Lanyard.Containers.Linux;

namespace Lanyard.Containers.Oci;

/// <summary>Reads the file in which conmon keeps a container's output, also while it grows.</summary>
internal static class OutputFile
{
    private const int BufferBytes = 64 * 1024;
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(5);

    /// <summary>The lines from a position on.</summary>
    /// <param name="files">The container.</param>
    /// <param name="fromPosition">Where a line begins.</param>
    /// <param name="changes">What to wait for, listening to the output and to the end; null to stop at what is there.</param>
    /// <param name="hasEnded">The container will write no more.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<OutputLine> ReadAsync(
        ContainerFiles files,
        long fromPosition,
        FileChanges? changes,
        Func<bool> hasEnded,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var file = File.OpenHandle(
            files.Output,
            share: FileShare.ReadWrite | FileShare.Delete,
            options: FileOptions.Asynchronous
        );
        var buffer = new byte[BufferBytes];
        var filled = 0;
        var lines = new OutputAssembler(fromPosition);
        var before = (int)Math.Min(fromPosition, BufferBytes);
        before = await RandomAccess.ReadAsync(
            file,
            buffer.AsMemory(0, before),
            fromPosition - before,
            cancellationToken
        );
        lines.Recall(buffer.AsSpan(0, before));
        while (true)
        {
            // In this order: what was written before the end is read after it was noticed.
            var isOver = hasEnded();
            var count = await RandomAccess.ReadAsync(
                file,
                buffer.AsMemory(filled),
                lines.Offset + filled,
                cancellationToken
            );
            filled += count;
            var consumed = 0;
            while (lines.TryTake(buffer.AsSpan(consumed, filled - consumed), out var recordBytes, out var line))
            {
                consumed += recordBytes;
                if (line is not null)
                {
                    yield return line;
                }
            }

            buffer.AsSpan(consumed, filled - consumed).CopyTo(buffer);
            filled -= consumed;
            if (count > 0)
            {
                continue;
            }

            if (isOver || changes is null)
            {
                break;
            }

            await changes.WaitAsync(LookAgainAfter, cancellationToken);
        }

        if (hasEnded())
        {
            foreach (var line in lines.TakeUnended())
            {
                yield return line;
            }
        }
    }
}
