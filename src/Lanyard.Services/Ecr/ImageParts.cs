using System.Text;
using Lanyard.Containers.Images;

namespace Lanyard.Services.Ecr;

/// <summary>What the manifest of a stored image refers to.</summary>
internal static class ImageParts
{
    /// <summary>The digests of its config and layers; none of an index.</summary>
    public static IEnumerable<string> LayersOf(ImageRecord image) =>
        MediaTypes.IsManifest(image.MediaType) && Parse(image) is ImageManifest manifest ? LayersOf(manifest) : [];

    /// <summary>The digests of its config and layers.</summary>
    public static IEnumerable<string> LayersOf(ImageManifest manifest) =>
        manifest.Layers.Select(layer => layer.Digest.ToString()).Prepend(manifest.Config.Digest.ToString());

    /// <summary>The digests of an index's manifests; none of an image.</summary>
    public static IEnumerable<string> ManifestsOf(ImageRecord image) =>
        MediaTypes.IsIndex(image.MediaType) && Parse(image) is ImageIndex index
            ? index.Manifests.Select(one => one.Digest.ToString())
            : [];

    // What is stored was read once when it was put.
    private static ManifestDocument Parse(ImageRecord image) =>
        ManifestDocument.Parse(Encoding.UTF8.GetBytes(image.Manifest), image.MediaType);
}
