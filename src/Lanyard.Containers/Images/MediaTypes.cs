namespace Lanyard.Containers.Images;

/// <summary>The media types of manifests, configs and layers, as Docker (v2 schema 2) and as OCI name them.</summary>
/// <seealso href="https://github.com/opencontainers/image-spec/blob/v1.1.0/media-types.md" />
/// <seealso href="https://github.com/distribution/distribution/blob/main/docs/content/spec/manifest-v2-2.md" />
public static class MediaTypes
{
    public const string OciManifest = "application/vnd.oci.image.manifest.v1+json";
    public const string OciIndex = "application/vnd.oci.image.index.v1+json";
    public const string OciConfig = "application/vnd.oci.image.config.v1+json";
    public const string OciLayer = "application/vnd.oci.image.layer.v1.tar";
    public const string OciLayerGzip = "application/vnd.oci.image.layer.v1.tar+gzip";
    public const string OciLayerZstd = "application/vnd.oci.image.layer.v1.tar+zstd";
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
    public const string DockerManifestList = "application/vnd.docker.distribution.manifest.list.v2+json";
    public const string DockerConfig = "application/vnd.docker.container.image.v1+json";
    public const string DockerLayerGzip = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    /// <summary>What a puller of ours understands, most wanted first; for an <c>Accept</c> header.</summary>
    public static IReadOnlyList<string> Manifests { get; } =
    [OciManifest, DockerManifest, OciIndex, DockerManifestList];

    /// <summary>True for the two that list other manifests.</summary>
    public static bool IsIndex(string? mediaType) => mediaType is OciIndex or DockerManifestList;

    /// <summary>True for the two that describe one image.</summary>
    public static bool IsManifest(string? mediaType) => mediaType is OciManifest or DockerManifest;
}
