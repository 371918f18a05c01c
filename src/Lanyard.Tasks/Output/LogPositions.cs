using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Lanyard.Storage;

namespace Lanyard.Tasks.Output;

/// <summary>How far each container's output has been sent, so that a server that starts again goes on from there.</summary>
/// <remarks>Written after each batch: a server that ends between the two sends that batch again, and loses none.</remarks>
internal sealed class LogPositions(IStore store)
{
    private const string Collection = "ecs.log-positions";

    /// <summary>How far; nothing when there is none.</summary>
    public async Task<LogPosition> ReadAsync(string taskArn, string container, CancellationToken cancellationToken)
    {
        var record = await store.GetAsync(Collection, KeyOf(taskArn, container), cancellationToken);
        return record is null ? default : Parse(record.Value.Span);
    }

    /// <summary>Remembers it.</summary>
    public async Task WriteAsync(string taskArn, string container, LogPosition position) =>
        await store.PutAsync(
            Collection,
            KeyOf(taskArn, container),
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{position.Stdout} {position.Stderr}"))
        );

    /// <summary>Forgets those of a task.</summary>
    public async Task ForgetAsync(string taskArn) =>
        await store.CommitAsync(new StoreBatch().DeletePrefix(Collection, $"{taskArn}/"));

    // Two numbers, or one for both as earlier versions wrote it.
    private static LogPosition Parse(ReadOnlySpan<byte> text)
    {
        if (!Utf8Parser.TryParse(text, out long stdout, out var length))
        {
            return default;
        }

        return Utf8Parser.TryParse(text[Math.Min(length + 1, text.Length)..], out long stderr, out _)
            ? new LogPosition(stdout, stderr)
            : new LogPosition(stdout, stdout);
    }

    private static string KeyOf(string taskArn, string container) => $"{taskArn}/{container}";
}
