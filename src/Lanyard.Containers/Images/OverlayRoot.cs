namespace Lanyard.Containers.Images;

/// <summary>The root file system of one container: the image's layers with a writable layer of its own on top.</summary>
public static class OverlayRoot
{
    /// <summary>Mounts it in the container's directory and returns its path.</summary>
    /// <exception cref="ContainerException">NotPermitted, or Unavailable with what the kernel said.</exception>
    public static string Mount(StoredImage image, string containerDirectory) => throw new NotSupportedException();

    /// <summary>Unmounts it and deletes what the container wrote; nothing happens when it is not mounted.</summary>
    public static void Unmount(string containerDirectory) => throw new NotSupportedException();
}
