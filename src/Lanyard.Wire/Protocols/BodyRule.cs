namespace Lanyard.Wire.Protocols;

/// <summary>How the bodies of a service's requests are taken.</summary>
/// <param name="LargestHeld">The most that is read into memory, in bytes; what is longer is refused.</param>
/// <param name="Streams">
/// Whether a body may be of any size: it stays a stream until the caller is proved and is verified while it is read. Only
/// what operations without a payload of that kind take is held.
/// </param>
public sealed record BodyRule(int LargestHeld, bool Streams)
{
    private const int MiB = 1024 * 1024;

    /// <summary>Every body is held: up to 28 MiB, for a part of a layer of ECR, 20 MiB and a third more in base64.</summary>
    public static BodyRule Held { get; } = new(28 * MiB, Streams: false);

    /// <summary>Bodies stream; documents are held up to 2 MiB.</summary>
    public static BodyRule Streamed { get; } = new(2 * MiB, Streams: true);
}
