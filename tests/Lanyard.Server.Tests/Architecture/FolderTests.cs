namespace Lanyard.Server.Tests.Architecture;

/// <summary>
/// Folders of a project form layers: two that need each other are one folder in two places. Those that do today are listed
/// in <c>folder-pairs.txt</c>, which may only get shorter.
/// </summary>
public sealed class FolderTests
{
    private static readonly ILookup<string, string> Known = File.ReadLines(
            Repository.Folder("tests", "Lanyard.Server.Tests", "Architecture", "folder-pairs.txt")
        )
        .Where(line => line.Length > 0 && !line.StartsWith('#'))
        .Select(line => line.Split(": "))
        .ToLookup(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    public static TheoryData<string> Projects() =>
        [.. Directory.EnumerateDirectories(Repository.Folder("src")).Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_two_folders_need_each_other_but_those_that_do_today(string project)
    {
        var added = FolderGraph
            .Of(project)
            .MutualPairs.Where(pair => !Known[project].Contains(pair.Key, StringComparer.Ordinal))
            .Select(pair => $"{project}: {pair.Key}   ({pair.Value})");

        Assert.Empty(added);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_pair_that_is_gone_is_taken_from_the_list(string project)
    {
        var gone = Known[project].Except(FolderGraph.Of(project).MutualPairs.Keys, StringComparer.Ordinal);

        Assert.Empty(gone);
    }

    [Fact]
    public void A_project_whose_pairs_are_listed_is_there() =>
        Assert.All(Known, pairs => Assert.True(Directory.Exists(Repository.Folder("src", pairs.Key)), pairs.Key));
}
