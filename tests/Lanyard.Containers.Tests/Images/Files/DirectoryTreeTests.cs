using Lanyard.Containers.Images.Files;

namespace Lanyard.Containers.Tests.Images.Files;

/// <summary>Whatever a container leaves is removed.</summary>
public sealed class DirectoryTreeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public DirectoryTreeTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "trees are removed by Linux's calls");

    [Fact]
    public void Tree_that_is_deeper_than_a_stack_or_the_files_a_process_may_open_is_removed()
    {
        // In memory: a disk may take milliseconds for each.
        var root = $"/dev/shm/{Path.GetFileName(_directory.Path)}";
        Directory.CreateDirectory(root);
        MakeDeep(root, 60_000);

        DirectoryTree.Remove(root);

        Assert.False(Directory.Exists(root));
    }

    [Fact]
    public void Tree_is_removed_with_its_files_and_links_but_not_what_links_lead_to()
    {
        var kept = _directory.Write("kept/file", "x");
        foreach (var name in new[] { "a/b/c", "a/b/d/e", "a/f", "g/h/i/j", "k" })
        {
            _directory.Write($"root/{name}", "x");
        }

        Directory.CreateSymbolicLink(_directory["root", "a", "link"], _directory["kept"]);
        Directory.CreateDirectory(_directory["root", "empty", "empty"]);

        DirectoryTree.Remove(_directory["root"]);

        Assert.Equal([_directory["kept"]], Directory.GetFileSystemEntries(_directory.Path));
        Assert.True(File.Exists(kept));
    }

    [Fact]
    public void What_is_not_there_is_removed_already()
    {
        DirectoryTree.Remove(_directory["nothing"]);

        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    public void Dispose() => _directory.Dispose();

    private static void MakeDeep(string root, int levels)
    {
        const uint OwnerOnly = 0b111_000_000;
        var here = DirectoryTree.OpenDirectory(root);
        for (var level = 0; level < levels; level++)
        {
            Assert.Equal(0, FileCalls.MakeDirectory(here, "d", OwnerOnly));
            var next = DirectoryTree.OpenDirectory(here, "d");
            here.Dispose();
            here = next;
        }

        here.Dispose();
    }
}
