using Lanyard.Containers.Images.Files;
using Microsoft.Win32.SafeHandles;

namespace Lanyard.Containers.Images;

/// <summary>The root file system of one container: the image's layers with a writable layer of its own on top.</summary>
/// <seealso href="https://docs.kernel.org/filesystems/overlayfs.html" />
public static class OverlayRoot
{
    /// <summary>Linux has it since 5.10.</summary>
    /// <seealso href="https://docs.kernel.org/filesystems/overlayfs.html#volatile-mount" />
    private const string Volatile = ",volatile";

    /// <summary>The longest option text that <c>mount(2)</c> takes is a page less one byte.</summary>
    private static readonly int LongestOptions = Environment.SystemPageSize - 1 - Volatile.Length;

    /// <summary>Mounts it in the container's directory, which is made when it is not there, and returns its path.</summary>
    /// <exception cref="ContainerException">Conflict: the directory has a root already. NotPermitted, or Unavailable with what the kernel said.</exception>
    public static string Mount(StoredImage image, string containerDirectory)
    {
        var directory = Path.GetFullPath(containerDirectory);
        var root = Path.Combine(directory, "rootfs");
        var upper = Path.Combine(directory, "upper");
        var work = Path.Combine(directory, "work");
        if (Directory.Exists(upper))
        {
            throw new ContainerException(
                ContainerFault.Conflict,
                $"`{directory}` holds the root of a container already"
            );
        }

        DirectoryTree.MakePrivate(directory);
        try
        {
            var lower = Lower(image, directory);
            foreach (var made in (string[])[root, upper, work])
            {
                Directory.CreateDirectory(made);
            }

            LikeTopLayer(upper, lower[0]);
            MountLayers(lower, upper, work, root);
            return root;
        }
        catch
        {
            Unmount(directory);
            throw;
        }
    }

    /// <summary>Unmounts it and deletes what the container wrote; nothing happens when it is not mounted.</summary>
    /// <exception cref="ContainerException">NotPermitted, or Unavailable with what the kernel said.</exception>
    public static void Unmount(string containerDirectory)
    {
        var directory = Path.GetFullPath(containerDirectory);
        var root = Path.Combine(directory, "rootfs");
        while (Directory.Exists(root) && TryUnmount(root)) { }

        foreach (var made in (string[])["rootfs", "upper", "work", "lower"])
        {
            DirectoryTree.Remove(Path.Combine(directory, made));
        }
    }

    /// <summary>The layers' directories, highest first; a layer that occurs twice counts where it is highest.</summary>
    private static List<string> Lower(StoredImage image, string directory)
    {
        // The kernel refuses a directory that stands twice, and the higher of two equal layers hides the lower one.
        var lower = image.Layers.Reverse().Distinct(StringComparer.Ordinal).ToList();
        if (lower.Count == 0)
        {
            lower.Add(Directory.CreateDirectory(Path.Combine(directory, "lower")).FullName);
        }

        return lower.Find(layer => !Directory.Exists(layer)) is { } missing
            ? throw new ContainerException(
                ContainerFault.NotFound,
                $"the layer `{missing}` of image `{image.Id}` is no longer there: pull the image again"
            )
            : lower;
    }

    // What the root directory itself is like comes from the writable layer, so it must repeat what the image says.
    private static void LikeTopLayer(string upper, string top)
    {
        using var from = OpenPath(top);
        using var to = DirectoryTree.OpenDirectory(upper);
        if (RootDirectory.StatusOf(from, "") is { } status)
        {
            Check(FileCalls.ChangeOwner(to, status.Uid, status.Gid), $"cannot set the owner of `{upper}`");
            Check(FileCalls.ChangeMode(to, status.Permissions), $"cannot set the mode of `{upper}`");
        }
    }

    private static void MountLayers(List<string> lower, string upper, string work, string root)
    {
        List<string> paths = [.. lower, upper, work];
        var options = OptionsFor(paths);
        if (options.Length <= LongestOptions && !paths.Exists(path => path.AsSpan().ContainsAny(':', ',', '\\')))
        {
            MountWith(options, root, lower.Count);
            return;
        }

        // Through open directories every name is short and free of the characters that separate options.
        List<SafeFileHandle> opened = [];
        try
        {
            opened.AddRange(paths.Select(OpenPath));
            paths = opened.ConvertAll(handle => $"/proc/self/fd/{handle.DangerousGetHandle()}");
            MountWith(OptionsFor(paths), root, lower.Count);
        }
        finally
        {
            opened.ForEach(handle => handle.Dispose());
        }
    }

    /// <summary>What overlay is to join.</summary>
    /// <param name="paths">The layers, highest first, then the writable directory and its work directory.</param>
    private static string OptionsFor(List<string> paths) =>
        $"lowerdir={string.Join(':', paths[..^2])},upperdir={paths[^2]},workdir={paths[^1]}";

    private static void MountWith(string options, string root, int layers)
    {
        if (options.Length > LongestOptions)
        {
            throw new ContainerException(
                ContainerFault.Invalid,
                $"the image has {layers} layers; overlay cannot take so many"
            );
        }

        // What a container writes goes when it does, so syncing it to disk on unmounting (seconds, at worst) buys nothing.
        var error = TryMount(options + Volatile, root);
        if (error == LibcFault.InvalidArgument)
        {
            error = TryMount(options, root);
        }

        if (error == 0)
        {
            return;
        }

        throw error == LibcFault.InvalidArgument
            ? new ContainerException(
                ContainerFault.Unavailable,
                $"the kernel cannot overlay on the file system of `{root}`: put the data directory on ext4, xfs, btrfs or tmpfs (not on overlay or a network)"
            )
            : LibcFault.Exception($"cannot mount the root file system at `{root}`", error);
    }

    private static int TryMount(string options, string root) =>
        FileCalls.Mount("overlay", RawName.From(root), "overlay", flags: 0, RawName.From(options)) == 0
            ? 0
            : LibcFault.Last;

    private static bool TryUnmount(string root)
    {
        var path = RawName.From(root);
        if (FileCalls.Unmount(path, FileCalls.UnmountNoFollow) == 0)
        {
            return true;
        }

        return LibcFault.Last switch
        {
            LibcFault.InvalidArgument or LibcFault.NoEntry => false,
            LibcFault.Busy when FileCalls.Unmount(path, FileCalls.UnmountNoFollow | FileCalls.UnmountDetach) == 0 =>
                true,
            var error => throw LibcFault.Exception($"cannot unmount `{root}`", error),
        };
    }

    private static SafeFileHandle OpenPath(string path)
    {
        var handle = FileCalls.Open(
            RawName.From(path),
            FileCalls.OpenPathOnly | FileCalls.OpenDirectory | FileCalls.OpenCloseOnExec,
            mode: 0
        );
        return handle.IsInvalid ? throw LibcFault.Exception($"cannot open `{path}`", LibcFault.Last) : handle;
    }

    private static void Check(int result, string attempted)
    {
        if (result < 0)
        {
            throw LibcFault.Exception(attempted, LibcFault.Last);
        }
    }
}
