using System.Runtime.InteropServices;

namespace Lanyard.Containers.Images.Files;

/// <summary>What the kernel says about a file: its <c>struct statx</c>, the same on every processor.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/statx.2.html" />
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal readonly struct FileStatus
{
    public const uint TypeMask = 0xF000;
    public const uint Fifo = 0x1000;
    public const uint CharacterDevice = 0x2000;
    public const uint Directory = 0x4000;
    public const uint BlockDevice = 0x6000;
    public const uint RegularFile = 0x8000;
    public const uint SymbolicLink = 0xA000;

    [FieldOffset(0x10)]
    public readonly uint LinkCount;

    [FieldOffset(0x14)]
    public readonly uint Uid;

    [FieldOffset(0x18)]
    public readonly uint Gid;

    [FieldOffset(0x1C)]
    private readonly ushort _mode;

    [FieldOffset(0x20)]
    public readonly ulong Inode;

    [FieldOffset(0x28)]
    public readonly long Size;

    [FieldOffset(0x70)]
    public readonly long ModifiedSeconds;

    [FieldOffset(0x78)]
    public readonly uint ModifiedNanoseconds;

    /// <summary>Of a device node, which device it stands for.</summary>
    [FieldOffset(0x80)]
    public readonly uint NodeMajor;

    [FieldOffset(0x84)]
    public readonly uint NodeMinor;

    /// <summary>The device that holds the file.</summary>
    [FieldOffset(0x88)]
    public readonly uint DeviceMajor;

    [FieldOffset(0x8C)]
    public readonly uint DeviceMinor;

    public uint Type => _mode & TypeMask;

    /// <summary>Permission bits with setuid, setgid and sticky.</summary>
    public uint Permissions => _mode & 0xFFFu;

    /// <summary>True when both are names of one file.</summary>
    public bool IsSameFileAs(FileStatus other) =>
        Inode == other.Inode && DeviceMajor == other.DeviceMajor && DeviceMinor == other.DeviceMinor;

    /// <summary>True for what overlay takes as "deleted in this layer".</summary>
    /// <seealso href="https://docs.kernel.org/filesystems/overlayfs.html#whiteouts-and-opaque-directories" />
    public bool IsWhiteout => Type == CharacterDevice && NodeMajor == 0 && NodeMinor == 0;
}

/// <summary>A <c>struct timespec</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct UnixTime(long Seconds, long Nanoseconds);
