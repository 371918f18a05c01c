using System.Text.Json;

namespace Lanyard.Containers.Images;

/// <summary>What an image says about how its containers run, and which layers it is made of.</summary>
/// <seealso href="https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md" />
public sealed record ImageConfig
{
    /// <summary>The processor in Go's words: <c>amd64</c>, <c>arm64</c>.</summary>
    public string Architecture { get; init; } = MachinePlatform.Current.Architecture;

    public string Os { get; init; } = "linux";

    public DateTimeOffset? Created { get; init; }

    /// <summary><c>NAME=value</c> each.</summary>
    public IReadOnlyList<string> Env { get; init; } = [];

    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    public IReadOnlyList<string> Cmd { get; init; } = [];

    /// <summary>An absolute path; <c>/</c> where the image says nothing.</summary>
    public string WorkingDir { get; init; } = "/";

    /// <summary><c>user[:group]</c> by name or number; empty is root. <see cref="ImageUser" /> resolves it.</summary>
    public string User { get; init; } = "";

    /// <summary>A signal's name or number; null is SIGTERM.</summary>
    public string? StopSignal { get; init; }

    /// <summary><c>port/protocol</c> each, as in <c>80/tcp</c>.</summary>
    public IReadOnlyList<string> ExposedPorts { get; init; } = [];

    /// <summary>Paths whose content is to live outside the image's layers.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    public IReadOnlyDictionary<string, string> Labels { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The digests of the layers' uncompressed tar files, lowest first.</summary>
    public IReadOnlyList<Digest> DiffIds { get; init; } = [];

    /// <summary>Reads a config document.</summary>
    /// <exception cref="ContainerException">Invalid: too long, not JSON, or without its list of layers.</exception>
    public static ImageConfig Parse(ReadOnlyMemory<byte> json)
    {
        if (json.Length > ManifestDocument.LongestBytes)
        {
            throw new ContainerException(
                ContainerFault.Invalid,
                $"the image config has {json.Length} bytes; the limit is {ManifestDocument.LongestBytes}"
            );
        }

        var shape = ManifestDocument.Read(json, ImageJson.Default.ImageConfigShape, "the image config");
        var settings = shape.Config ?? new ImageSettingsShape();
        return new ImageConfig
        {
            Architecture = shape.Architecture ?? "",
            Os = shape.Os ?? "",
            Created = shape.Created,
            Env = settings.Env ?? [],
            Entrypoint = settings.Entrypoint ?? [],
            Cmd = settings.Cmd ?? [],
            WorkingDir = settings.WorkingDir is { Length: > 0 } directory ? directory : "/",
            User = settings.User ?? "",
            StopSignal = settings.StopSignal is { Length: > 0 } signal ? signal : null,
            ExposedPorts = [.. settings.ExposedPorts?.Keys ?? []],
            Volumes = [.. settings.Volumes?.Keys ?? []],
            Labels = settings.Labels ?? new Dictionary<string, string>(StringComparer.Ordinal),
            DiffIds =
                shape.RootFileSystem?.DiffIds
                ?? throw new ContainerException(
                    ContainerFault.Invalid,
                    "the image config has no `rootfs.diff_ids`: it is not the config of an image"
                ),
        };
    }

    /// <summary>The config document, the same bytes for the same content.</summary>
    public byte[] ToJson()
    {
        var shape = new ImageConfigShape
        {
            Created = Created,
            Architecture = Architecture,
            Os = Os,
            Config = new ImageSettingsShape
            {
                User = User is { Length: > 0 } ? User : null,
                ExposedPorts = SetOf(ExposedPorts),
                Env = OrNull(Env),
                Entrypoint = OrNull(Entrypoint),
                Cmd = OrNull(Cmd),
                Volumes = SetOf(Volumes),
                WorkingDir = WorkingDir,
                Labels =
                    Labels.Count == 0
                        ? null
                        : new SortedDictionary<string, string>(
                            Labels.ToDictionary(StringComparer.Ordinal),
                            StringComparer.Ordinal
                        ),
                StopSignal = StopSignal,
            },
            RootFileSystem = new RootFileSystemShape { Type = "layers", DiffIds = DiffIds },
            History =
            [
                .. DiffIds.Select(_ => new HistoryShape { Created = Created, CreatedBy = "lanyard image push" }),
            ],
        };
        return JsonSerializer.SerializeToUtf8Bytes(shape, ImageJson.Default.ImageConfigShape);
    }

    private static IReadOnlyList<string>? OrNull(IReadOnlyList<string> list) => list.Count == 0 ? null : list;

    private static SortedDictionary<string, EmptyShape>? SetOf(IReadOnlyList<string> names) =>
        names.Count == 0
            ? null
            : new SortedDictionary<string, EmptyShape>(
                names
                    .Distinct(StringComparer.Ordinal)
                    .ToDictionary(name => name, _ => new EmptyShape(), StringComparer.Ordinal),
                StringComparer.Ordinal
            );
}
