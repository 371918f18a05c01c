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

    /// <summary>Where to go on; 0 for the beginning.</summary>
    public async Task<long> ReadAsync(string taskArn, string container, CancellationToken cancellationToken)
    {
        var record = await store.GetAsync(Collection, KeyOf(taskArn, container), cancellationToken);
        return record is not null && Utf8Parser.TryParse(record.Value.Span, out long position, out _) ? position : 0;
    }

    /// <summary>Remembers it.</summary>
    public async Task WriteAsync(string taskArn, string container, long position) =>
        await store.PutAsync(
            Collection,
            KeyOf(taskArn, container),
            Encoding.ASCII.GetBytes(position.ToString(CultureInfo.InvariantCulture))
        );

    /// <summary>Forgets those of a task.</summary>
    public async Task ForgetAsync(string taskArn) =>
        await store.CommitAsync(new StoreBatch().DeletePrefix(Collection, $"{taskArn}/"));

    private static string KeyOf(string taskArn, string container) => $"{taskArn}/{container}";
}
