using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lanyard.Containers.Images;

/// <summary>Readers and writers of the JSON in images and archives; members we do not know are ignored.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    PropertyNameCaseInsensitive = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = false
)]
[JsonSerializable(typeof(ManifestShape))]
[JsonSerializable(typeof(ImageConfigShape))]
[JsonSerializable(typeof(IReadOnlyList<SavedImageShape>))]
internal sealed partial class ImageJson : JsonSerializerContext;

/// <summary>The members of a manifest and of an index together.</summary>
internal sealed record ManifestShape
{
    public int SchemaVersion { get; init; }

    public string? MediaType { get; init; }

    public Descriptor? Config { get; init; }

    public IReadOnlyList<Descriptor>? Layers { get; init; }

    public IReadOnlyList<Descriptor>? Manifests { get; init; }
}

/// <summary>One image in the <c>manifest.json</c> of a Docker archive; these members begin with a capital.</summary>
internal sealed record SavedImageShape
{
    [JsonPropertyName("Config")]
    public string? Config { get; init; }

    [JsonPropertyName("RepoTags")]
    public IReadOnlyList<string>? RepoTags { get; init; }

    [JsonPropertyName("Layers")]
    public IReadOnlyList<string>? Layers { get; init; }
}

/// <summary>The config document as OCI and Docker write it.</summary>
/// <seealso href="https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md" />
internal sealed record ImageConfigShape
{
    public DateTimeOffset? Created { get; init; }

    public string? Architecture { get; init; }

    public string? Variant { get; init; }

    public string? Os { get; init; }

    public ImageSettingsShape? Config { get; init; }

    [JsonPropertyName("rootfs")]
    public RootFileSystemShape? RootFileSystem { get; init; }

    public IReadOnlyList<HistoryShape>? History { get; init; }
}

/// <summary>How a container of the image runs; these members begin with a capital.</summary>
internal sealed record ImageSettingsShape
{
    [JsonPropertyName("User")]
    public string? User { get; init; }

    [JsonPropertyName("ExposedPorts")]
    public IReadOnlyDictionary<string, EmptyShape>? ExposedPorts { get; init; }

    [JsonPropertyName("Env")]
    public IReadOnlyList<string>? Env { get; init; }

    [JsonPropertyName("Entrypoint")]
    public IReadOnlyList<string>? Entrypoint { get; init; }

    [JsonPropertyName("Cmd")]
    public IReadOnlyList<string>? Cmd { get; init; }

    [JsonPropertyName("Volumes")]
    public IReadOnlyDictionary<string, EmptyShape>? Volumes { get; init; }

    [JsonPropertyName("WorkingDir")]
    public string? WorkingDir { get; init; }

    [JsonPropertyName("Labels")]
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    [JsonPropertyName("StopSignal")]
    public string? StopSignal { get; init; }
}

/// <summary>The <c>{}</c> that stands as the value where JSON has no sets.</summary>
internal sealed record EmptyShape;

internal sealed record RootFileSystemShape
{
    public string? Type { get; init; }

    [JsonPropertyName("diff_ids")]
    public IReadOnlyList<Digest>? DiffIds { get; init; }
}

internal sealed record HistoryShape
{
    public DateTimeOffset? Created { get; init; }

    [JsonPropertyName("created_by")]
    public string? CreatedBy { get; init; }

    [JsonPropertyName("empty_layer")]
    public bool? IsEmptyLayer { get; init; }
}
