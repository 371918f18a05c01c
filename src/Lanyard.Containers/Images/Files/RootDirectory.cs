using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Lanyard.Containers.Images.Files;

/// <summary>A directory taken as the root of a file system that we do not trust: nothing named in it leads outside.</summary>
/// <remarks>
/// Every directory is opened from its parent's handle without following links; a link is read and walked by us, an
/// absolute one from this root. A <c>..</c> that would leave the root is refused rather than ignored.
/// </remarks>
internal sealed class RootDirectory : IDisposable
{
    /// <summary>How deep a directory of an image may lie: each level on the way is an open file. Images have some dozens.</summary>
    public const int MostLevels = 512;

    private const int MostLinks = 40;
    private const int LongestLink = 4096;
    private const uint PlainDirectoryMode = 0b111_101_101;

    private readonly SafeFileHandle _root;

    private RootDirectory(SafeFileHandle root) => _root = root;

    /// <summary>Opens an existing directory of this machine as a root.</summary>
    public static RootDirectory Open(string path) => new(DirectoryTree.OpenDirectory(path));

    /// <summary>The parts of a name below the root: no leading slash, no empty part, no <c>.</c>.</summary>
    /// <exception cref="ContainerException">Invalid: one part is <c>..</c>.</exception>
    public static string[] Split(string name)
    {
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (Array.IndexOf(parts, "..") >= 0)
        {
            throw new ContainerException(ContainerFault.Invalid, $"`{RawName.Show(name)}` climbs with `..`");
        }

        return Array.IndexOf(parts, ".") < 0 ? parts : [.. parts.Where(part => part != ".")];
    }

    /// <summary>Opens the directory of these parts; the caller disposes the handle.</summary>
    /// <param name="isCreating">Makes the directories that are missing, as a plain directory of root's.</param>
    /// <exception cref="ContainerException">NotFound; Invalid when the way leads out of the root or through something that is no directory.</exception>
    public SafeFileHandle OpenDirectory(IEnumerable<string> parts, bool isCreating = false) =>
        new Walk(_root, parts).ToDirectory(isCreating);

    /// <summary>Opens a regular file for reading, following links inside the root; null when it is not there.</summary>
    /// <exception cref="ContainerException">Invalid when the way leads out of the root, or to something that is no regular file.</exception>
    public SafeFileHandle? OpenFile(string name)
    {
        try
        {
            return new Walk(_root, Split(name)).ToFile();
        }
        catch (ContainerException fault) when (fault.Kind == ContainerFault.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _root.Dispose();

    /// <summary>The refusal of a directory that lies deeper than <see cref="MostLevels"/>.</summary>
    public static ContainerException TooDeep(string name) =>
        new(ContainerFault.Invalid, $"`{RawName.Show(name)}` lies deeper than {MostLevels} directories");

    /// <summary>What is at a name in an open directory, links not followed; null when nothing is.</summary>
    public static unsafe FileStatus? StatusOf(SafeHandle directory, string name)
    {
        const uint BasicStats = 0x7FF;
        FileStatus status;
        if (FileCalls.Status(directory, name, FileCalls.AtNoFollow | FileCalls.AtEmptyPath, BasicStats, &status) == 0)
        {
            return status;
        }

        return LibcFault.Last is LibcFault.NoEntry or LibcFault.NotDirectory
            ? null
            : throw LibcFault.Exception($"cannot look at `{RawName.Show(name)}`", LibcFault.Last);
    }

    /// <summary>Where the link at a name in an open directory points; null when it is no link.</summary>
    public static unsafe string? LinkTarget(SafeHandle directory, string name)
    {
        Span<byte> target = stackalloc byte[LongestLink];
        fixed (byte* buffer = target)
        {
            var length = FileCalls.ReadLink(directory, name, buffer, target.Length);
            return length < 0 ? null : RawName.Of(target[..(int)length]);
        }
    }

    /// <summary>One way from the root, link by link.</summary>
    private sealed class Walk(SafeFileHandle root, IEnumerable<string> parts)
    {
        private readonly Stack<SafeFileHandle> _entered = new();
        private readonly Stack<string> _ahead = new(parts.Reverse());
        private int _links;

        private SafeFileHandle Here => _entered.TryPeek(out var here) ? here : root;

        public SafeFileHandle ToDirectory(bool isCreating)
        {
            try
            {
                while (_ahead.TryPop(out var part))
                {
                    Step(part, isCreating);
                }

                return _entered.TryPop(out var found) ? found : Enter(".");
            }
            finally
            {
                Leave();
            }
        }

        public SafeFileHandle ToFile()
        {
            try
            {
                while (_ahead.TryPop(out var part))
                {
                    if (_ahead.Count > 0 || part == "..")
                    {
                        Step(part, isCreating: false);
                    }
                    else if (LinkTarget(Here, part) is { } target)
                    {
                        Follow(part, target);
                    }
                    else
                    {
                        return OpenRegular(part);
                    }
                }

                throw new ContainerException(ContainerFault.Invalid, "the name is that of a directory");
            }
            finally
            {
                Leave();
            }
        }

        private void Step(string part, bool isCreating)
        {
            switch (part)
            {
                case "." or "":
                    return;
                case "..":
                    (_entered.TryPop(out var left) ? left : throw Climbs()).Dispose();
                    return;
                default:
                    break;
            }

            if (_entered.Count == MostLevels)
            {
                throw TooDeep(part);
            }

            var directory = Enter(part);
            if (directory.IsInvalid && isCreating && LibcFault.Last == LibcFault.NoEntry)
            {
                directory = Make(part);
            }

            if (!directory.IsInvalid)
            {
                _entered.Push(directory);
                return;
            }

            var error = LibcFault.Last;
            Follow(
                part,
                LinkTarget(Here, part)
                    ?? throw LibcFault.Exception($"cannot enter the directory `{RawName.Show(part)}`", error)
            );
        }

        private SafeFileHandle Enter(string part) =>
            FileCalls.Open(
                Here,
                part,
                FileCalls.OpenReadOnly | FileCalls.OpenDirectory | FileCalls.OpenNoFollow | FileCalls.OpenCloseOnExec,
                mode: 0
            );

        private SafeFileHandle Make(string part)
        {
            if (FileCalls.MakeDirectory(Here, part, PlainDirectoryMode) < 0)
            {
                throw LibcFault.Exception($"cannot make the directory `{RawName.Show(part)}`", LibcFault.Last);
            }

            // The process's mask may have taken bits away.
            var made = Enter(part);
            _ = FileCalls.ChangeMode(made, PlainDirectoryMode);
            return made;
        }

        private SafeFileHandle OpenRegular(string part)
        {
            // Without blocking: a FIFO in the image must not hold us.
            var file = FileCalls.Open(
                Here,
                part,
                FileCalls.OpenReadOnly | FileCalls.OpenNoFollow | FileCalls.OpenNonBlocking | FileCalls.OpenCloseOnExec,
                mode: 0
            );
            if (file.IsInvalid)
            {
                throw LibcFault.Exception($"cannot open `{RawName.Show(part)}`", LibcFault.Last);
            }

            if (StatusOf(file, "") is { Type: FileStatus.RegularFile })
            {
                return file;
            }

            file.Dispose();
            throw new ContainerException(ContainerFault.Invalid, $"`{RawName.Show(part)}` is not a regular file");
        }

        private void Follow(string part, string target)
        {
            if (++_links > MostLinks)
            {
                throw new ContainerException(
                    ContainerFault.Invalid,
                    $"the link `{RawName.Show(part)}` leads through more than {MostLinks} links"
                );
            }

            if (target.StartsWith('/'))
            {
                Leave();
            }

            foreach (var next in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
            {
                _ahead.Push(next);
            }
        }

        private void Leave()
        {
            while (_entered.TryPop(out var directory))
            {
                directory.Dispose();
            }
        }

        private static ContainerException Climbs() =>
            new(ContainerFault.Invalid, "a link on the way climbs out of the root with `..`");
    }
}
