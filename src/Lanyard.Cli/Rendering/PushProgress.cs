using System.Globalization;
using Lanyard.Cli.Clients;

namespace Lanyard.Cli.Rendering;

/// <summary>How far a push is, on one line of a terminal that is written again and again and is gone at the end.</summary>
internal sealed class PushProgress(TextWriter terminal) : IProgress<PushedPart>, IDisposable
{
    private const double BytesPerMegabyte = 1_000_000;
    private const string EraseLine = "\r\e[K";

    /// <summary>Progress on standard error; null when nobody looks at it.</summary>
    public static PushProgress? OnTerminal() => Console.IsErrorRedirected ? null : new PushProgress(Console.Error);

    /// <inheritdoc />
    public void Report(PushedPart value) =>
        terminal.Write(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{EraseLine}pushing part {value.Number} of {value.Count} ({value.SizeBytes / BytesPerMegabyte:0.0} MB)"
            )
        );

    /// <inheritdoc />
    public void Dispose() => terminal.Write(EraseLine);
}
