using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Lanyard.Containers.Linux;

/// <summary>Network namespaces that outlive their processes: a file holds each, on which it is mounted.</summary>
/// <remarks>Entering changes the calling thread alone, for good: call from a <see cref="NamespaceThread"/>.</remarks>
/// <seealso href="https://man7.org/linux/man-pages/man7/network_namespaces.7.html" />
internal static unsafe class NetworkNamespace
{
    private const string OwnNamespace = "/proc/thread-self/ns/net";
    private const long NamespaceFileSystem = 0x6e736673;
    private const int FileSystemDescriptionBytes = 256;

    /// <summary>Makes a namespace, enters it and lets a new file hold it.</summary>
    public static void EnterNew(string path)
    {
        Check(Libc.Unshare(Libc.CloneNewNetwork), "make a network namespace");
        File.WriteAllBytes(path, []);
        Check(Libc.Mount(OwnNamespace, path, null, Libc.MountBind, null), $"mount on `{path}`");
    }

    /// <summary>Enters the namespace that a file holds.</summary>
    /// <exception cref="ContainerException">NotFound: it holds none.</exception>
    public static void Enter(string path)
    {
        using var file = OpenFile(path);
        if (Libc.SetNamespace((int)file.DangerousGetHandle(), Libc.CloneNewNetwork) != 0)
        {
            throw Marshal.GetLastPInvokeError() == Libc.InvalidArgument
                ? new ContainerException(ContainerFault.NotFound, $"`{path}` holds no network namespace")
                : Failure($"enter the network namespace of `{path}`");
        }
    }

    /// <summary>Opens the file that holds a namespace.</summary>
    public static SafeFileHandle OpenFile(string path)
    {
        try
        {
            return File.OpenHandle(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ContainerException(ContainerFault.NotFound, $"`{path}` holds no network namespace", error);
        }
    }

    /// <summary>Whether the file holds a namespace: it does not after a restart of the machine.</summary>
    public static bool IsHeldBy(string path)
    {
        var description = stackalloc byte[FileSystemDescriptionBytes];
        return Libc.DescribeFileSystem(path, description) == 0
            && *(nint*)description == unchecked((nint)NamespaceFileSystem);
    }

    /// <summary>Lets go of the namespace and deletes the file; the namespace ends with the last process and socket in it.</summary>
    public static void Release(string path)
    {
        // An error is a file that is not there, or on which nothing is mounted.
        _ = Libc.Unmount(path, Libc.UnmountDetach);
        if (Directory.Exists(Path.GetDirectoryName(path)))
        {
            File.Delete(path);
        }
    }

    /// <summary>Sets a kernel parameter of the thread's namespace.</summary>
    public static void Set(string name, string value)
    {
        try
        {
            File.WriteAllText($"/proc/sys/net/{name}", value);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ContainerException(
                ContainerFault.NotPermitted,
                $"cannot set net/{name} of a task's network: {error.Message}",
                error
            );
        }
    }

    private static void Check(int result, string what)
    {
        if (result != 0)
        {
            throw Failure(what);
        }
    }

    private static ContainerException Failure(string what)
    {
        var error = Marshal.GetLastPInvokeError();
        return error is Libc.NotPermitted or Libc.AccessDenied
            ? new ContainerException(
                ContainerFault.NotPermitted,
                $"this process may not {what}: it needs CAP_SYS_ADMIN and CAP_NET_ADMIN; run it as root"
            )
            : new ContainerException(
                ContainerFault.Unavailable,
                $"cannot {what}: {Marshal.GetPInvokeErrorMessage(error)}"
            );
    }
}
