using System.Xml.Linq;

namespace Lanyard.Server.Tests.Architecture;

/// <summary>A project may refer only to projects on lower floors, and only the top knows the web.</summary>
public sealed class FloorTests
{
    private static readonly string[][] Floors =
    [
        ["Lanyard.Policy", "Lanyard.Catalogue", "Lanyard.Wire", "Lanyard.Containers", "Lanyard.Storage"],
        ["Lanyard.Access", "Lanyard.Templates"],
        ["Lanyard.Tasks"],
        ["Lanyard.Services", "Lanyard.Advice"],
        ["Lanyard.Server"],
        ["Lanyard.Cli"],
    ];

    public static TheoryData<string> Projects() =>
        [.. Directory.EnumerateFiles(Repository.Folder("src"), "*.csproj", SearchOption.AllDirectories)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_refers_only_downwards(string path)
    {
        var floor = FloorOf(path);
        var references = References(path, "ProjectReference");

        Assert.All(references, reference => Assert.True(FloorOf(reference) < floor, reference));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Only_the_server_refers_to_the_web_framework(string path)
    {
        var frameworks = References(path, "FrameworkReference");

        Assert.True(!frameworks.Any() || FloorOf(path) >= 4, path);
    }

    private static IEnumerable<string> References(string project, string element) =>
        XDocument.Load(project).Descendants(element).Select(reference => reference.Attribute("Include")!.Value);

    private static int FloorOf(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var floor = Array.FindIndex(Floors, names => names.Contains(name, StringComparer.Ordinal));
        Assert.True(floor >= 0, $"{path} is on no floor");
        return floor;
    }
}
