using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using Microsoft.Win32.SafeHandles;

namespace Lanyard.Containers.Images.Files;

/// <summary>The system calls that .NET does not offer: files relative to an open directory, devices, ownership, mounts.</summary>
/// <remarks>Names are <see cref="RawName" />s. Each answers -1 (or an invalid handle) on failure; see <see cref="LibcFault" />.</remarks>
/// <seealso href="https://man7.org/linux/man-pages/dir_section_2.html" />
internal static unsafe partial class FileCalls
{
    public const int OpenReadOnly = 0;
    public const int OpenWriteOnly = 1;
    public const int OpenCreate = 0x40;
    public const int OpenExclusive = 0x80;
    public const int OpenNonBlocking = 0x800;
    public const int OpenCloseOnExec = 0x80000;
    public const int OpenPathOnly = 0x200000;
    public const int AtCurrentDirectory = -100;
    public const int AtNoFollow = 0x100;
    public const int AtRemoveDirectory = 0x200;
    public const int AtEmptyPath = 0x1000;
    public const int UnmountDetach = 2;
    public const int UnmountNoFollow = 8;

    // These two differ between processors; the rest are the same wherever .NET runs on Linux.
    public static readonly int OpenDirectory = IsArm ? 0x4000 : 0x10000;
    public static readonly int OpenNoFollow = IsArm ? 0x8000 : 0x20000;

    private const string Library = "libc";

    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    [LibraryImport(Library, EntryPoint = "openat", SetLastError = true)]
    public static partial SafeFileHandle Open(
        SafeHandle directory,
        [MarshalUsing(typeof(RawNameMarshaller))] string path,
        int flags,
        uint mode
    );

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true)]
    public static partial SafeFileHandle Open(
        [MarshalUsing(typeof(RawNameMarshaller))] string path,
        int flags,
        uint mode
    );

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeHandle file, byte* bytes, nint count);

    [LibraryImport(Library, EntryPoint = "mkdirat", SetLastError = true)]
    public static partial int MakeDirectory(
        SafeHandle directory,
        [MarshalUsing(typeof(RawNameMarshaller))] string path,
        uint mode
    );

    [LibraryImport(Library, EntryPoint = "mknodat", SetLastError = true)]
    public static partial int MakeNode(
        SafeHandle directory,
        [MarshalUsing(typeof(RawNameMarshaller))] string path,
        uint mode,
        ulong device
    );

    [LibraryImport(Library, EntryPoint = "symlinkat", SetLastError = true)]
    public static partial int SymbolicLink(
        [MarshalUsing(typeof(RawNameMarshaller))] string target,
        SafeHandle directory,
        [MarshalUsing(typeof(RawNameMarshaller))] string path
    );

    [LibraryImport(Library, EntryPoint = "linkat", SetLastError = true)]
    public static partial int HardLink(
        SafeHandle targetDirectory,
        [MarshalUsing(typeof(RawNameMarshaller))] string target,
        SafeHandle directory,
        [MarshalUsing(typeof(RawNameMarshaller))] string path,
        int flags
    );

    [LibraryImport(Library, EntryPoint = "unlinkat", SetLastError = true)]
    public static partial int Unlink(
        SafeHandle directory,
        [MarshalUsing(typeof(RawNameMarshaller))] string path,
        int flags
    );

    [LibraryImport(Library, EntryPoint = "readlinkat", SetLastError = true)]
    public static partial nint ReadLink(
        SafeHandle directory,
        [MarshalUsing(typeof(RawNameMarshaller))] string path,
        byte* buffer,
        nint size
    );

    [LibraryImport(Library, EntryPoint = "fchownat", SetLastError = true)]
    public static partial int ChangeOwner(
        SafeHandle directory,
        [MarshalUsing(typeof(RawNameMarshaller))] string path,
        uint uid,
        uint gid,
        int flags
    );

    [LibraryImport(Library, EntryPoint = "fchown", SetLastError = true)]
    public static partial int ChangeOwner(SafeHandle file, uint uid, uint gid);

    [LibraryImport(Library, EntryPoint = "fchmodat", SetLastError = true)]
    public static partial int ChangeMode(
        SafeHandle directory,
        [MarshalUsing(typeof(RawNameMarshaller))] string path,
        uint mode,
        int flags
    );

    [LibraryImport(Library, EntryPoint = "fchmod", SetLastError = true)]
    public static partial int ChangeMode(SafeHandle file, uint mode);

    [LibraryImport(Library, EntryPoint = "utimensat", SetLastError = true)]
    public static partial int SetTimes(
        SafeHandle directory,
        [MarshalUsing(typeof(RawNameMarshaller))] string path,
        UnixTime* times,
        int flags
    );

    [LibraryImport(Library, EntryPoint = "futimens", SetLastError = true)]
    public static partial int SetTimes(SafeHandle file, UnixTime* times);

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true)]
    public static partial int Status(
        SafeHandle directory,
        [MarshalUsing(typeof(RawNameMarshaller))] string path,
        int flags,
        uint mask,
        FileStatus* status
    );

    [LibraryImport(Library, EntryPoint = "getdents64", SetLastError = true)]
    public static partial nint ListDirectory(SafeHandle directory, byte* buffer, nint size);

    [LibraryImport(Library, EntryPoint = "fsetxattr", SetLastError = true)]
    public static partial int SetAttribute(
        SafeHandle file,
        [MarshalUsing(typeof(RawNameMarshaller))] string name,
        byte* value,
        nint size,
        int flags
    );

    [LibraryImport(Library, EntryPoint = "lgetxattr", SetLastError = true)]
    public static partial nint GetAttribute(
        [MarshalUsing(typeof(RawNameMarshaller))] string path,
        [MarshalUsing(typeof(RawNameMarshaller))] string name,
        byte* value,
        nint size
    );

    [LibraryImport(Library, EntryPoint = "llistxattr", SetLastError = true)]
    public static partial nint ListAttributes(
        [MarshalUsing(typeof(RawNameMarshaller))] string path,
        byte* list,
        nint size
    );

    [LibraryImport(Library, EntryPoint = "mount", SetLastError = true)]
    public static partial int Mount(
        [MarshalUsing(typeof(RawNameMarshaller))] string source,
        [MarshalUsing(typeof(RawNameMarshaller))] string target,
        [MarshalUsing(typeof(RawNameMarshaller))] string type,
        ulong flags,
        [MarshalUsing(typeof(RawNameMarshaller))] string options
    );

    [LibraryImport(Library, EntryPoint = "umount2", SetLastError = true)]
    public static partial int Unmount([MarshalUsing(typeof(RawNameMarshaller))] string target, int flags);
}
