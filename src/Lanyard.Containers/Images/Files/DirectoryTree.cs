using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Lanyard.Containers.Images.Files;

/// <summary>Lists and removes directories whatever their files are called; links are never followed.</summary>
public static class DirectoryTree
{
    private const int BufferSize = 32 * 1024;

    /// <summary>Makes a directory, and what is missing above it, that only its owner may enter.</summary>
    public static void MakePrivate(string path)
    {
        const uint OwnerOnly = 0b111_000_000;
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ContainerException(ContainerFault.Unavailable, $"cannot make `{path}`: {fault.Message}", fault);
        }

        using var directory = OpenDirectory(path);
        if (FileCalls.ChangeMode(directory, OwnerOnly) < 0)
        {
            throw LibcFault.Exception($"cannot make the private directory `{path}`", LibcFault.Last);
        }
    }

    /// <summary>The names in an open directory, in the order of their bytes.</summary>
    internal static unsafe List<string> NamesIn(SafeHandle directory)
    {
        var names = new List<string>();
        var buffer = new byte[BufferSize];
        fixed (byte* pointer = buffer)
        {
            nint length;
            while ((length = FileCalls.ListDirectory(directory, pointer, buffer.Length)) > 0)
            {
                AddNames(buffer.AsSpan(0, (int)length), names);
            }

            if (length < 0)
            {
                throw LibcFault.Exception("cannot list a directory", LibcFault.Last);
            }
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <summary>Removes a directory of this machine with all that is in it; nothing happens when it is not there.</summary>
    public static void Remove(string path)
    {
        var parent = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
        if (!Directory.Exists(parent))
        {
            return;
        }

        using var handle = OpenDirectory(parent);
        Remove(handle, RawName.From(Path.GetFileName(Path.TrimEndingDirectorySeparator(path))));
    }

    /// <summary>Removes what is at a name in an open directory, with all that is in it, however deep that is.</summary>
    public static void Remove(SafeHandle parent, string name)
    {
        if (FileCalls.Unlink(parent, name, flags: 0) == 0 || LibcFault.Last == LibcFault.NoEntry)
        {
            return;
        }

        using (var removal = new TreeRemoval(OpenDirectory(parent, name)))
        {
            removal.Run();
        }

        RemoveEmpty(parent, name);
    }

    /// <summary>Removes an empty directory.</summary>
    internal static void RemoveEmpty(SafeHandle parent, string name)
    {
        if (FileCalls.Unlink(parent, name, FileCalls.AtRemoveDirectory) < 0)
        {
            throw LibcFault.Exception($"cannot remove the directory `{RawName.Show(name)}`", LibcFault.Last);
        }
    }

    /// <summary>Opens a directory of this machine.</summary>
    public static SafeFileHandle OpenDirectory(string path)
    {
        var directory = FileCalls.Open(
            RawName.From(path),
            FileCalls.OpenReadOnly | FileCalls.OpenDirectory | FileCalls.OpenCloseOnExec,
            mode: 0
        );
        return directory.IsInvalid
            ? throw LibcFault.Exception($"cannot open the directory `{path}`", LibcFault.Last)
            : directory;
    }

    /// <summary>Opens a directory in an open directory, links not followed.</summary>
    public static SafeFileHandle OpenDirectory(SafeHandle parent, string name)
    {
        var directory = FileCalls.Open(
            parent,
            name,
            FileCalls.OpenReadOnly | FileCalls.OpenDirectory | FileCalls.OpenNoFollow | FileCalls.OpenCloseOnExec,
            mode: 0
        );
        return directory.IsInvalid
            ? throw LibcFault.Exception($"cannot open `{RawName.Show(name)}`", LibcFault.Last)
            : directory;
    }

    // struct linux_dirent64: u64 inode, s64 offset, u16 length of the record, u8 type, then the name up to a zero byte.
    private static void AddNames(ReadOnlySpan<byte> records, List<string> names)
    {
        const int NameOffset = 19;
        while (!records.IsEmpty)
        {
            var length = BitConverter.IsLittleEndian
                ? BinaryPrimitives.ReadUInt16LittleEndian(records[16..])
                : BinaryPrimitives.ReadUInt16BigEndian(records[16..]);
            var name = records[NameOffset..length];
            name = name[..name.IndexOf((byte)0)];
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
            {
                names.Add(RawName.Of(name));
            }

            records = records[length..];
        }
    }
}
