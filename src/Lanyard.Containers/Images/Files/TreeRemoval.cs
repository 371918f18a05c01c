using Microsoft.Win32.SafeHandles;

namespace Lanyard.Containers.Images.Files;

/// <summary>Removes all that is in a directory, with two open handles however deep it is.</summary>
/// <remarks>A container may make a tree as deep as it likes: one handle or one stack frame a level would end the server.</remarks>
/// <param name="top">The directory; it is closed on the way.</param>
internal sealed class TreeRemoval(SafeFileHandle top) : IDisposable
{
    private readonly Stack<Level> _above = new();
    private SafeFileHandle _here = top;
    private Queue<string> _names = new();

    /// <summary>Removes it.</summary>
    public void Run()
    {
        _names = new(DirectoryTree.NamesIn(_here));
        while (true)
        {
            if (_names.TryDequeue(out var name))
            {
                if (FileCalls.Unlink(_here, name, flags: 0) < 0 && LibcFault.Last != LibcFault.NoEntry)
                {
                    Descend(name);
                }
            }
            else if (_above.TryPop(out var level))
            {
                Ascend(level);
            }
            else
            {
                return;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _here.Dispose();

    private void Descend(string name)
    {
        var directory = DirectoryTree.OpenDirectory(_here, name);
        _above.Push(new Level(name, _names, StatusOf(_here)));
        Enter(directory);
        _names = new(DirectoryTree.NamesIn(_here));
    }

    private void Ascend(Level level)
    {
        Enter(DirectoryTree.OpenDirectory(_here, ".."));
        if (!StatusOf(_here).IsSameFileAs(level.Parent))
        {
            throw new ContainerException(
                ContainerFault.Conflict,
                $"the directory `{RawName.Show(level.Name)}` was moved while it was removed"
            );
        }

        DirectoryTree.RemoveEmpty(_here, level.Name);
        _names = level.NamesLeft;
    }

    private void Enter(SafeFileHandle directory)
    {
        _here.Dispose();
        _here = directory;
    }

    private static FileStatus StatusOf(SafeFileHandle directory) =>
        RootDirectory.StatusOf(directory, "")
        ?? throw LibcFault.Exception("cannot look at a directory", LibcFault.NoEntry);

    /// <summary>A directory that was left for one in it.</summary>
    /// <param name="Name">The one in it.</param>
    /// <param name="NamesLeft">What is still to be removed beside it.</param>
    /// <param name="Parent">The directory, to know it again.</param>
    private sealed record Level(string Name, Queue<string> NamesLeft, FileStatus Parent);
}
