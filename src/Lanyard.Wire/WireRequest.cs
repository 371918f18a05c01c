namespace Lanyard.Wire;

/// <summary>An HTTP request as AWS clients send it, free of any web server.</summary>
public sealed class WireRequest
{
    /// <summary>The method, upper case.</summary>
    public required string Method { get; init; }

    /// <summary>The path as it stands on the request line, percent-encoded, beginning with <c>/</c>.</summary>
    public required string Path { get; set; }

    /// <summary>The query as it stands on the request line, without <c>?</c>; may be empty.</summary>
    public string Query { get; set; } = "";

    /// <summary>The headers, <c>Host</c> included.</summary>
    public WireHeaders Headers { get; init; } = [];

    /// <summary>The whole body; empty when <see cref="BodyStream" /> carries it.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>The body as a stream, for operations whose payload is not held in memory (S3 objects); otherwise null.</summary>
    public Stream? BodyStream { get; set; }
}
