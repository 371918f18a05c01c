using System.Text.RegularExpressions;

namespace Lanyard.Server.Tests.Architecture;

/// <summary>
/// A service is added in three places: a section of the list of operations, its folder, and its line where the server is put
/// together. Two further services live in this test project alone (<see cref="NewServices.NewServiceTests" />).
/// </summary>
public sealed class ServicePlacesTests
{
    private const string Composition = "src/Lanyard.Server/Composition/ServerParts.cs";

    // What a service is for beside its API: the registry is ECR's other face, parameters stand for secrets, and the server
    // gives its own service what it may ask for.
    private static readonly string[] Meant =
    [
        "Control: src/Lanyard.Server/Composition/LanyardServer.cs",
        "Ecr: src/Lanyard.Server/Registry",
        "SecretsManager: src/Lanyard.Services/Ssm",
    ];

    public static TheoryData<string> Services() =>
        [
            .. Directory
                .EnumerateDirectories(Repository.Folder("src", "Lanyard.Services"))
                .Select(path => Path.GetFileName(path)!)
                .Where(name => Directory.EnumerateFiles(FolderOf(name), $"{name}Service.cs", Every).Any()),
        ];

    private static SearchOption Every => SearchOption.AllDirectories;

    [Theory]
    [MemberData(nameof(Services))]
    public void Outside_its_folder_a_service_is_named_where_the_server_is_put_together_and_nowhere_else(string service)
    {
        var name = new Regex($@"\bLanyard\.Services\.{service}\b|\b{service}Service\b", RegexOptions.None, Limit);

        var places = Sources()
            .Where(file => !file.StartsWith($"src/Lanyard.Services/{service}/", StringComparison.Ordinal))
            .Where(file => name.IsMatch(File.ReadAllText(Repository.Folder(file))))
            .Where(file =>
                !Array.Exists(Meant, place => $"{service}: {file}".StartsWith(place, StringComparison.Ordinal))
            );

        Assert.Equal([Composition], places);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void It_has_one_section_in_the_list_of_operations(string service)
    {
        var folder = service == "Control" ? "Lanyard" : service;

        var sections = File.ReadLines(Repository.Folder("eng", "models", "operations.txt"))
            .Where(line => line.StartsWith('[') && line.EndsWith($" {folder}]", StringComparison.Ordinal));

        Assert.Single(sections);
    }

    private static TimeSpan Limit => TimeSpan.FromSeconds(30);

    private static string FolderOf(string service) => Repository.Folder("src", "Lanyard.Services", service);

    private static IEnumerable<string> Sources() =>
        Directory
            .EnumerateFiles(Repository.Folder("src"), "*.cs", Every)
            .Where(file => !file.EndsWith(".g.cs", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
}
