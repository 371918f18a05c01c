using System.Buffers;
using System.Text;
using Lanyard.Containers.Images.Files;
using Microsoft.Win32.SafeHandles;

namespace Lanyard.Containers.Images.Layers;

/// <summary>Writes a directory of this machine as a layer: sorted, with owners, links and capabilities kept.</summary>
/// <remarks>
/// The root directory itself is left out, as Docker does: it is often a scratch directory that only its owner may enter.
/// </remarks>
internal sealed class LayerPacker
{
    private const int ChunkSize = 128 * 1024;
    private const string WhiteoutPrefix = ".wh.";

    private readonly TarWriter _tar;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<(uint, uint, ulong), string> _linked = [];
    private int _level;

    private LayerPacker(TarWriter tar, CancellationToken cancellationToken)
    {
        _tar = tar;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Writes the directory as a whole tar file.</summary>
    /// <exception cref="ContainerException">NotFound, NotPermitted; Invalid: a file whose name means a deletion in a layer.</exception>
    public static void Pack(string directory, Stream destination, CancellationToken cancellationToken)
    {
        using var root = FileCalls.Open(
            RawName.From(directory),
            FileCalls.OpenReadOnly | FileCalls.OpenDirectory | FileCalls.OpenCloseOnExec,
            mode: 0
        );
        if (root.IsInvalid)
        {
            throw LibcFault.Exception($"cannot open the directory `{directory}`", LibcFault.Last);
        }

        var tar = new TarWriter(destination);
        new LayerPacker(tar, cancellationToken).AddContent(root, "");
        tar.End();
    }

    private void AddContent(SafeFileHandle directory, string path)
    {
        foreach (var name in DirectoryTree.NamesIn(directory))
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var inside = path + name;
            if (name.StartsWith(WhiteoutPrefix, StringComparison.Ordinal))
            {
                throw new ContainerException(
                    ContainerFault.Invalid,
                    $"`{RawName.Show(inside)}` cannot be in an image: a name that begins with `.wh.` stands for a deletion"
                );
            }

            // What has gone meanwhile is as if it had never been.
            if (RootDirectory.StatusOf(directory, name) is { } status)
            {
                Add(directory, name, inside, status);
            }
        }
    }

    private void Add(SafeFileHandle directory, string name, string path, FileStatus status)
    {
        if (TryAddLink(path, status))
        {
            return;
        }

        switch (status.Type)
        {
            case FileStatus.Directory:
                _tar.Write(WithAttributes(directory, name, EntryFor(TarEntryKind.Directory, path + '/', status)));
                AddDirectory(directory, name, path);
                break;
            case FileStatus.RegularFile:
                AddFile(directory, name, path, status);
                break;
            case FileStatus.SymbolicLink:
                var target = RootDirectory.LinkTarget(directory, name) ?? "";
                _tar.Write(EntryFor(TarEntryKind.SymbolicLink, path, status) with { LinkName = target });
                break;
            case FileStatus.CharacterDevice:
                _tar.Write(EntryFor(TarEntryKind.CharacterDevice, path, status));
                break;
            case FileStatus.BlockDevice:
                _tar.Write(EntryFor(TarEntryKind.BlockDevice, path, status));
                break;
            case FileStatus.Fifo:
                _tar.Write(EntryFor(TarEntryKind.Fifo, path, status));
                break;
            default:
                // A socket is of a running process, not of an image.
                break;
        }
    }

    private void AddDirectory(SafeFileHandle directory, string name, string path)
    {
        if (++_level > RootDirectory.MostLevels)
        {
            throw RootDirectory.TooDeep(name);
        }

        using (var inner = DirectoryTree.OpenDirectory(directory, name))
        {
            AddContent(inner, path + '/');
        }

        _level--;
    }

    // A file of several names is itself under the first; the others are links to that one.
    private bool TryAddLink(string path, FileStatus status)
    {
        if (status.Type == FileStatus.Directory || status.LinkCount <= 1)
        {
            return false;
        }

        var identity = (status.DeviceMajor, status.DeviceMinor, status.Inode);
        if (_linked.TryAdd(identity, path))
        {
            return false;
        }

        _tar.Write(EntryFor(TarEntryKind.HardLink, path, status) with { LinkName = _linked[identity] });
        return true;
    }

    private void AddFile(SafeFileHandle directory, string name, string path, FileStatus status)
    {
        using var file = FileCalls.Open(
            directory,
            name,
            FileCalls.OpenReadOnly | FileCalls.OpenNoFollow | FileCalls.OpenNonBlocking | FileCalls.OpenCloseOnExec,
            mode: 0
        );
        if (file.IsInvalid)
        {
            throw LibcFault.Exception($"cannot read `{RawName.Show(path)}`", LibcFault.Last);
        }

        var entry = EntryFor(TarEntryKind.File, path, status) with { Size = status.Size };
        _tar.Write(WithAttributes(directory, name, entry));
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        long copied = 0;
        while (copied < entry.Size)
        {
            var wanted = (int)Math.Min(buffer.Length, entry.Size - copied);
            var read = RandomAccess.Read(file, buffer.AsSpan(0, wanted), copied);
            if (read == 0)
            {
                throw new ContainerException(
                    ContainerFault.Conflict,
                    $"`{RawName.Show(path)}` became shorter while it was read"
                );
            }

            _tar.WriteContent(buffer.AsSpan(0, read));
            copied += read;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        _tar.EndContent(entry.Size);
    }

    private static TarEntry EntryFor(TarEntryKind kind, string path, FileStatus status) =>
        new()
        {
            Kind = kind,
            Name = path,
            Mode = status.Permissions,
            Uid = status.Uid,
            Gid = status.Gid,
            ModifiedSeconds = status.ModifiedSeconds,
            DeviceMajor = status.NodeMajor,
            DeviceMinor = status.NodeMinor,
        };

    private static unsafe TarEntry WithAttributes(SafeFileHandle directory, string name, TarEntry entry)
    {
        var path = $"/proc/self/fd/{directory.DangerousGetHandle()}/{name}";
        Span<byte> names = new byte[4096];
        nint length;
        fixed (byte* list = names)
        {
            length = FileCalls.ListAttributes(path, list, names.Length);
        }

        if (length <= 0)
        {
            return entry;
        }

        var attributes = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (
            var attribute in Encoding.UTF8.GetString(names[..(int)length]).Split('\0').Where(FileMetadata.IsWanted)
        )
        {
            Span<byte> value = new byte[64 * 1024];
            fixed (byte* bytes = value)
            {
                var size = FileCalls.GetAttribute(path, RawName.From(attribute), bytes, value.Length);
                if (size >= 0)
                {
                    attributes[attribute] = value[..(int)size].ToArray();
                }
            }
        }

        return attributes.Count == 0 ? entry : entry with { Attributes = attributes };
    }
}
