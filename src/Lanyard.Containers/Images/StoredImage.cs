namespace Lanyard.Containers.Images;

/// <summary>An image whose layers are all unpacked on this machine.</summary>
/// <param name="Id">The digest of its config document: Docker's image id.</param>
/// <param name="Layers">The directories of its layers, lowest first.</param>
public sealed record StoredImage(Digest Id, ImageConfig Config, IReadOnlyList<string> Layers);

/// <summary>How far one layer has come.</summary>
/// <param name="Layer">The digest of the layer as the registry keeps it.</param>
/// <param name="ReadBytes">Stored (compressed) bytes read so far.</param>
/// <param name="TotalBytes">Stored bytes in all.</param>
public readonly record struct UnpackProgress(Digest Layer, long ReadBytes, long TotalBytes)
{
    /// <summary>True when the layer is there, now or from before.</summary>
    public bool IsUnpacked => ReadBytes == TotalBytes;
}
