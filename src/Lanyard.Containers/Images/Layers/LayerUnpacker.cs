using Lanyard.Containers.Images.Files;
using Microsoft.Win32.SafeHandles;

namespace Lanyard.Containers.Images.Layers;

/// <summary>Makes the files of one layer's tar in an empty directory, deletions in the form that overlay wants.</summary>
/// <remarks>
/// Later entries of the same name replace earlier ones. What a directory says about itself is applied at the end,
/// because making files in it changes its time. Nothing outside the directory is touched, whatever the layer says.
/// </remarks>
/// <seealso href="https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md" />
/// <seealso href="https://docs.kernel.org/filesystems/overlayfs.html#whiteouts-and-opaque-directories" />
internal sealed class LayerUnpacker : IDisposable
{
    private const string WhiteoutPrefix = ".wh.";
    private const string OpaqueWhiteout = ".wh..wh..opq";
    private const string AufsPrefix = ".wh..wh.";
    private const string OpaqueAttribute = "trusted.overlay.opaque";

    private readonly RootDirectory _root;
    private readonly SortedDictionary<string, TarEntry> _directories = new(StringComparer.Ordinal);
    private string _parentPath = "";
    private SafeFileHandle? _parent;

    private LayerUnpacker(RootDirectory root) => _root = root;

    /// <summary>Unpacks a tar into a directory that is there and empty.</summary>
    /// <exception cref="ContainerException">Invalid: not a tar, or an entry that is refused; NotPermitted; Unavailable.</exception>
    public static void Unpack(Stream tar, string directory, CancellationToken cancellationToken)
    {
        using var root = RootDirectory.Open(directory);
        using var unpacker = new LayerUnpacker(root);
        using var reader = new TarReader(tar);
        while (reader.Next() is { } entry)
        {
            cancellationToken.ThrowIfCancellationRequested();
            unpacker.Apply(entry, reader);
        }

        unpacker.FinishDirectories();
    }

    /// <inheritdoc />
    public void Dispose() => _parent?.Dispose();

    private void Apply(TarEntry entry, TarReader reader)
    {
        try
        {
            Place(entry, reader, RootDirectory.Split(entry.Name));
        }
        catch (ContainerException fault)
        {
            throw new ContainerException(fault.Kind, $"entry `{RawName.Show(entry.Name)}`: {fault.Message}", fault);
        }
    }

    private void Place(TarEntry entry, TarReader reader, string[] parts)
    {
        if (parts.Length == 0)
        {
            if (entry.Kind == TarEntryKind.Directory)
            {
                _directories[""] = entry;
            }

            return;
        }

        var name = parts[^1];
        if (Array.Exists(parts, part => part.StartsWith(AufsPrefix, StringComparison.Ordinal)))
        {
            if (name is OpaqueWhiteout)
            {
                MakeOpaque(Enter(parts), ".");
            }

            return;
        }

        if (name.StartsWith(WhiteoutPrefix, StringComparison.Ordinal))
        {
            MakeWhiteout(Enter(parts), name[WhiteoutPrefix.Length..]);
            return;
        }

        Make(entry, reader, parts, Enter(parts), name);
    }

    private void Make(TarEntry entry, TarReader reader, string[] parts, SafeFileHandle parent, string name)
    {
        switch (entry.Kind)
        {
            case TarEntryKind.Directory:
                MakeDirectory(parent, name);
                _directories[string.Join('/', parts)] = entry;
                break;
            case TarEntryKind.File:
                MakeFile(parent, name, entry, reader);
                break;
            case TarEntryKind.HardLink:
                MakeHardLink(parent, name, entry.LinkName);
                break;
            case TarEntryKind.SymbolicLink:
                MakeRoom(parent, name);
                Check(FileCalls.SymbolicLink(entry.LinkName, parent, name), "cannot make the link");
                FileMetadata.ApplyToLink(parent, name, entry);
                break;
            case TarEntryKind.CharacterDevice:
                MakeNode(parent, name, entry, FileStatus.CharacterDevice);
                break;
            case TarEntryKind.BlockDevice:
                MakeNode(parent, name, entry, FileStatus.BlockDevice);
                break;
            case TarEntryKind.Fifo:
                MakeNode(parent, name, entry, FileStatus.Fifo);
                break;
            default:
                throw Invalid($"its type `{entry.TypeFlag}` has no meaning in an image");
        }
    }

    private static void MakeDirectory(SafeFileHandle parent, string name)
    {
        const uint OwnerOnly = 0b111_000_000;
        switch (RootDirectory.StatusOf(parent, name))
        {
            case { Type: FileStatus.Directory }:
                return;
            case { } there:
                DirectoryTree.Remove(parent, name);
                Check(FileCalls.MakeDirectory(parent, name, OwnerOnly), "cannot make the directory");
                if (there.IsWhiteout)
                {
                    // Deleted and made again in one layer: what lies below must not shine through.
                    MakeOpaque(parent, name);
                }

                return;
            default:
                Check(FileCalls.MakeDirectory(parent, name, OwnerOnly), "cannot make the directory");
                return;
        }
    }

    private static void MakeFile(SafeFileHandle parent, string name, TarEntry entry, TarReader reader)
    {
        var file = Create(parent, name);
        if (file.IsInvalid && LibcFault.Last == LibcFault.Exists)
        {
            MakeRoom(parent, name);
            file = Create(parent, name);
        }

        using (file)
        {
            if (file.IsInvalid)
            {
                throw LibcFault.Exception("cannot make the file", LibcFault.Last);
            }

            for (var piece = reader.ReadContent(); !piece.IsEmpty; piece = reader.ReadContent())
            {
                Write(file, piece);
            }

            FileMetadata.Apply(file, entry);
        }
    }

    private static SafeFileHandle Create(SafeFileHandle parent, string name)
    {
        const uint OwnerOnly = 0b110_000_000;
        return FileCalls.Open(
            parent,
            name,
            FileCalls.OpenWriteOnly
                | FileCalls.OpenCreate
                | FileCalls.OpenExclusive
                | FileCalls.OpenNoFollow
                | FileCalls.OpenCloseOnExec,
            OwnerOnly
        );
    }

    private static unsafe void Write(SafeFileHandle file, ReadOnlySpan<byte> piece)
    {
        fixed (byte* bytes = piece)
        {
            nint written = 0;
            while (written < piece.Length)
            {
                var count = FileCalls.Write(file, bytes + written, piece.Length - written);
                written += count >= 0 ? count : throw LibcFault.Exception("cannot write the file", LibcFault.Last);
            }
        }
    }

    private void MakeHardLink(SafeFileHandle parent, string name, string target)
    {
        try
        {
            var parts = RootDirectory.Split(target);
            if (parts.Length == 0)
            {
                throw Invalid("that is the root");
            }

            using var directory = _root.OpenDirectory(parts[..^1]);
            switch (RootDirectory.StatusOf(directory, parts[^1]))
            {
                case null:
                    throw new ContainerException(ContainerFault.NotFound, "nothing of this name in the layer");
                case { Type: FileStatus.Directory }:
                    throw Invalid("that is a directory");
                case { } there when RootDirectory.StatusOf(parent, name) is { } same && there.IsSameFileAs(same):
                    return;
                default:
                    break;
            }

            MakeRoom(parent, name);
            Check(FileCalls.HardLink(directory, parts[^1], parent, name, flags: 0), "cannot make the link");
        }
        catch (ContainerException fault) when (fault.Kind is ContainerFault.NotFound or ContainerFault.Invalid)
        {
            throw Invalid($"hard link to `{RawName.Show(target)}`: {fault.Message}");
        }
    }

    private static void MakeNode(SafeFileHandle parent, string name, TarEntry entry, uint type)
    {
        MakeRoom(parent, name);
        var device = DeviceNumber(entry.DeviceMajor, entry.DeviceMinor);
        Check(FileCalls.MakeNode(parent, name, type | entry.Mode, device), "cannot make the device node");
        FileMetadata.ApplyToNode(parent, name, entry);
    }

    private static void MakeWhiteout(SafeFileHandle parent, string name)
    {
        if (name is "" or "." or "..")
        {
            throw Invalid("it deletes nothing that could be there");
        }

        switch (RootDirectory.StatusOf(parent, name))
        {
            case null:
                Check(
                    FileCalls.MakeNode(parent, name, FileStatus.CharacterDevice, device: 0),
                    "cannot make the whiteout"
                );
                break;
            case { Type: FileStatus.Directory }:
                MakeOpaque(parent, name);
                break;
            default:
                // A file of the same layer: whiteouts are for the layers below, and the file hides those already.
                break;
        }
    }

    private static void MakeOpaque(SafeFileHandle parent, string name)
    {
        using var directory = DirectoryTree.OpenDirectory(parent, name);
        FileMetadata.SetAttribute(directory, OpaqueAttribute, "y"u8);
    }

    /// <summary>Removes what an earlier entry of this layer made under the name.</summary>
    private static void MakeRoom(SafeFileHandle parent, string name)
    {
        if (RootDirectory.StatusOf(parent, name) is not null)
        {
            DirectoryTree.Remove(parent, name);
        }
    }

    /// <summary>The directory that holds the last part, kept open because the next entry is mostly in it too.</summary>
    private SafeFileHandle Enter(string[] parts)
    {
        var path = string.Join('/', parts, 0, parts.Length - 1);
        if (_parent is null || path != _parentPath)
        {
            _parent?.Dispose();
            _parent = null;
            _parent = _root.OpenDirectory(parts[..^1], isCreating: true);
            _parentPath = path;
        }

        return _parent;
    }

    private void FinishDirectories()
    {
        // Deepest first: a directory's own time is set after everything in it.
        foreach (var (path, entry) in _directories.Reverse())
        {
            try
            {
                using var directory = _root.OpenDirectory(RootDirectory.Split(path));
                FileMetadata.Apply(directory, entry);
            }
            catch (ContainerException fault) when (fault.Kind is ContainerFault.NotFound or ContainerFault.Invalid)
            {
                // A later entry of the layer put something else in its place.
            }
        }
    }

    /// <summary>A device number as the kernel packs it.</summary>
    private static ulong DeviceNumber(ulong major, ulong minor) =>
        ((major & 0xFFFFF000) << 32) | ((major & 0xFFF) << 8) | ((minor & 0xFFFFFF00) << 12) | (minor & 0xFF);

    private static void Check(int result, string attempted)
    {
        if (result < 0)
        {
            throw LibcFault.Exception(attempted, LibcFault.Last);
        }
    }

    private static ContainerException Invalid(string message) => new(ContainerFault.Invalid, message);
}
