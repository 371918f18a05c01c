namespace Lanyard.Wire;

/// <summary>An HTTP response as AWS clients expect it, free of any web server.</summary>
public sealed class WireResponse
{
    /// <summary>The status code.</summary>
    public int StatusCode { get; set; } = 200;

    /// <summary>The headers; <c>Content-Length</c> is left to the server.</summary>
    public WireHeaders Headers { get; init; } = [];

    /// <summary>The whole body; empty when <see cref="BodyStream" /> carries it.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>The body as a stream (S3 objects); whoever writes the response disposes it.</summary>
    public Stream? BodyStream { get; set; }
}
