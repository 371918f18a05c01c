using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Lanyard.Containers.Images;

/// <summary>What a registry answers for a tag: the manifest of one image, or an index of several.</summary>
public abstract record ManifestDocument
{
    /// <summary>The longest document accepted.</summary>
    /// <value>4 MiB, the limit that registries keep.</value>
    public const int LongestBytes = 4 * 1024 * 1024;

    private protected ManifestDocument() { }

    /// <summary>Reads either kind.</summary>
    /// <param name="mediaType">The <c>Content-Type</c> it came with; where null, the document itself says what it is.</param>
    /// <exception cref="ContainerException">Invalid: too long, not JSON, of an unknown kind, or incomplete.</exception>
    public static ManifestDocument Parse(ReadOnlyMemory<byte> json, string? mediaType = null)
    {
        if (json.Length > LongestBytes)
        {
            throw Invalid($"the manifest has {json.Length} bytes; the limit is {LongestBytes}");
        }

        var shape = Read(json, ImageJson.Default.ManifestShape);
        var kind =
            mediaType?.Split(';', 2)[0].Trim() is { Length: > 0 } declared && IsKnown(declared)
                ? declared
                : shape.MediaType;
        if (MediaTypes.IsIndex(kind) || (kind is null && shape.Manifests is not null))
        {
            return new ImageIndex
            {
                MediaType = kind ?? MediaTypes.OciIndex,
                Manifests = shape.Manifests ?? throw Invalid("the image index has no `manifests`"),
            };
        }

        if (MediaTypes.IsManifest(kind) || (kind is null && shape.Config is not null))
        {
            return new ImageManifest
            {
                MediaType = kind ?? MediaTypes.OciManifest,
                Config = shape.Config ?? throw Invalid("the image manifest has no `config`"),
                Layers = shape.Layers ?? throw Invalid("the image manifest has no `layers`"),
            };
        }

        throw Invalid(
            shape.SchemaVersion == 1
                ? "the manifest is of Docker's schema 1, which is no longer used: push the image again with a current tool"
                : $"the manifest is of an unknown kind `{kind ?? mediaType ?? "none"}`"
        );
    }

    /// <summary>The OCI manifest of a config and its layers.</summary>
    internal static byte[] Write(Descriptor config, IReadOnlyList<Descriptor> layers) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new ManifestShape
            {
                SchemaVersion = 2,
                MediaType = MediaTypes.OciManifest,
                Config = config,
                Layers = layers,
            },
            ImageJson.Default.ManifestShape
        );

    internal static T Read<T>(ReadOnlyMemory<byte> json, JsonTypeInfo<T> type, string what = "the manifest")
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json.Span, type) ?? throw Invalid($"{what} is `null`");
        }
        catch (JsonException fault)
        {
            throw new ContainerException(ContainerFault.Invalid, $"{what} cannot be read: {fault.Message}", fault);
        }
    }

    private static bool IsKnown(string mediaType) => MediaTypes.IsIndex(mediaType) || MediaTypes.IsManifest(mediaType);

    private static ContainerException Invalid(string message) => new(ContainerFault.Invalid, message);
}

/// <summary>One image: its config and its layers, lowest first.</summary>
public sealed record ImageManifest : ManifestDocument
{
    /// <summary>Docker's or OCI's.</summary>
    public required string MediaType { get; init; }

    public required Descriptor Config { get; init; }

    public required IReadOnlyList<Descriptor> Layers { get; init; }
}

/// <summary>One image for several platforms.</summary>
public sealed record ImageIndex : ManifestDocument
{
    /// <summary>Docker's or OCI's.</summary>
    public required string MediaType { get; init; }

    public required IReadOnlyList<Descriptor> Manifests { get; init; }
}
