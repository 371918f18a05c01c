using Lanyard.Containers.Images.Files;
using Microsoft.Win32.SafeHandles;

namespace Lanyard.Containers.Images.Layers;

/// <summary>Gives what an unpacker made its owner, mode, attributes and time, in the order the kernel needs.</summary>
internal static class FileMetadata
{
    /// <summary>To an open file or directory.</summary>
    public static unsafe void Apply(SafeFileHandle file, TarEntry entry)
    {
        // A change of owner clears setuid and capabilities, so those come after it.
        Check(FileCalls.ChangeOwner(file, entry.Uid, entry.Gid), "cannot set the owner");
        Check(FileCalls.ChangeMode(file, entry.Mode), "cannot set the mode");
        foreach (var (name, value) in entry.Attributes)
        {
            if (IsWanted(name))
            {
                SetAttribute(file, name, value, isOptional: true);
            }
        }

        var times = stackalloc UnixTime[2];
        SetBoth(times, entry);
        Check(FileCalls.SetTimes(file, times), "cannot set the time");
    }

    /// <summary>To a symbolic link itself; links have no mode.</summary>
    public static unsafe void ApplyToLink(SafeFileHandle parent, string name, TarEntry entry)
    {
        Check(
            FileCalls.ChangeOwner(parent, name, entry.Uid, entry.Gid, FileCalls.AtNoFollow),
            "cannot set the owner of the link"
        );
        var times = stackalloc UnixTime[2];
        SetBoth(times, entry);
        Check(FileCalls.SetTimes(parent, name, times, FileCalls.AtNoFollow), "cannot set the time of the link");
    }

    /// <summary>To a device node or FIFO, which must not be opened.</summary>
    public static void ApplyToNode(SafeFileHandle parent, string name, TarEntry entry)
    {
        ApplyToLink(parent, name, entry);
        Check(FileCalls.ChangeMode(parent, name, entry.Mode, flags: 0), "cannot set the mode");
    }

    /// <summary>Sets one extended attribute.</summary>
    /// <param name="isOptional">Goes on where the file system has no such attributes.</param>
    public static unsafe void SetAttribute(
        SafeFileHandle file,
        string name,
        ReadOnlySpan<byte> value,
        bool isOptional = false
    )
    {
        fixed (byte* bytes = value)
        {
            if (
                FileCalls.SetAttribute(file, RawName.From(name), bytes, value.Length, flags: 0) < 0
                && !(isOptional && LibcFault.Last == LibcFault.NotSupported)
            )
            {
                throw LibcFault.Exception($"cannot set the attribute `{name}`", LibcFault.Last);
            }
        }
    }

    /// <summary>
    /// True for capabilities and the user's own attributes. Those of overlay itself would let a layer redirect names,
    /// and those of security modules belong to the machine.
    /// </summary>
    public static bool IsWanted(string attribute) =>
        attribute == "security.capability" || attribute.StartsWith("user.", StringComparison.Ordinal);

    private static unsafe void SetBoth(UnixTime* times, TarEntry entry) =>
        times[0] = times[1] = new UnixTime(entry.ModifiedSeconds, entry.ModifiedNanoseconds);

    private static void Check(int result, string attempted)
    {
        if (result < 0)
        {
            throw LibcFault.Exception(attempted, LibcFault.Last);
        }
    }
}
