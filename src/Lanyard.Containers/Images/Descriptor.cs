namespace Lanyard.Containers.Images;

/// <summary>Where some content is: its kind, its digest and its size.</summary>
/// <seealso href="https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md" />
public sealed record Descriptor
{
    /// <summary>The media type; of a layer it says how it is compressed.</summary>
    public required string MediaType { get; init; }

    /// <summary>The digest of the bytes as they are stored, compressed or not.</summary>
    public required Digest Digest { get; init; }

    /// <summary>How many bytes are stored.</summary>
    public required long Size { get; init; }

    /// <summary>In an index, the machine that the manifest is for.</summary>
    public Platform? Platform { get; init; }

    /// <summary>Free text by key; an archive keeps a tag in <c>org.opencontainers.image.ref.name</c>.</summary>
    public IReadOnlyDictionary<string, string>? Annotations { get; init; }
}

/// <summary>An operating system and processor, in Go's words: <c>linux</c> on <c>amd64</c>.</summary>
public sealed record Platform
{
    public required string Architecture { get; init; }

    public required string Os { get; init; }

    /// <summary>The revision of the processor: <c>v8</c>, <c>v7</c>; mostly null.</summary>
    public string? Variant { get; init; }

    /// <inheritdoc />
    public override string ToString() => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";
}
