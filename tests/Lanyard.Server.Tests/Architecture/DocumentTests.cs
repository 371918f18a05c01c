using System.Text.RegularExpressions;

namespace Lanyard.Server.Tests.Architecture;

/// <summary>Documents describe today: what they name exists.</summary>
public sealed partial class DocumentTests
{
    public static TheoryData<string> Documents() =>
        ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", .. DecisionRecords()];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_path_that_a_document_names_exists(string document)
    {
        var text = File.ReadAllText(Repository.Folder(document));

        var missing = PathInBackticks()
            .Matches(text)
            .Select(match => match.Groups["path"].Value.TrimEnd('/'))
            .Where(path => !Path.Exists(Repository.Folder(path)));

        Assert.Empty(missing);
    }

    // A service's folder is named like the service: the document speaks of them as one.
    [Fact]
    public void Architecture_lists_every_folder_of_every_project_but_those_of_services()
    {
        var text = File.ReadAllText(Repository.Folder("ARCHITECTURE.md"));

        var missing = Directory
            .EnumerateDirectories(Repository.Folder("src"))
            .SelectMany(Directory.EnumerateDirectories)
            .Where(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Any())
            .Select(folder => Path.GetRelativePath(Repository.Root, folder).Replace('\\', '/'))
            .Where(folder => !folder.EndsWith("/bin", StringComparison.Ordinal))
            .Where(folder => !folder.StartsWith("src/Lanyard.Services/", StringComparison.Ordinal))
            .Where(folder => !text.Contains($"`{folder}/`", StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    private static IEnumerable<string> DecisionRecords() =>
        Directory
            .EnumerateFiles(Repository.Folder("docs"), "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path));

    [GeneratedRegex(
        "`(?<path>(src|tests|bench|eng|samples|docs|fuzz)/[A-Za-z0-9_./-]+)`",
        RegexOptions.ExplicitCapture,
        60_000
    )]
    private static partial Regex PathInBackticks();
}
