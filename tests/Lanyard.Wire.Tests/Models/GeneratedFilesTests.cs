using System.Diagnostics;
using Lanyard.Models.Generator;

namespace Lanyard.Wire.Tests.Models;

/// <summary>The checked-in models are what the generator writes.</summary>
public sealed class GeneratedFilesTests
{
    private const string BotocoreVersion = "1.43.11";

    private static readonly string Lists = Path.Combine(Repository(), "eng/models");
    private static readonly string Models = Path.Combine(Repository(), "src/Lanyard.Wire/Models");

    private static readonly IReadOnlyList<ListedService> Services = OperationList.Parse(
        File.ReadAllLines(Path.Combine(Lists, "operations.txt"))
    );

    [Fact]
    public void Checked_in_models_are_what_the_generator_writes()
    {
        var data = BotocoreData();
        Assert.SkipWhen(data is null, $"Python's botocore {BotocoreVersion} is not here; it is the generator's input");

        var files = ModelFiles.Generate(data!, Lists, Services);

        Assert.All(files, IsCheckedIn);
        Assert.Equal(files.Keys, CheckedIn(), StringComparer.Ordinal);
    }

    [Fact]
    public void Checked_in_model_of_our_own_service_is_what_the_generator_writes()
    {
        List<ListedService> own = [.. Services.Where(service => service.ModelFile is not null)];

        var files = ModelFiles.Generate(data: "", Lists, own);

        Assert.All(files.Where(file => file.Key != ServiceListWriter.File), IsCheckedIn);
    }

    [Fact]
    public void Checked_in_list_of_services_is_what_the_generator_writes() =>
        IsCheckedIn(KeyValuePair.Create(ServiceListWriter.File, ServiceListWriter.Write(Services)));

    [Fact]
    public void Folders_of_services_hold_nothing_written_by_hand() =>
        Assert.All(
            Services.SelectMany(service => Directory.EnumerateFiles(Path.Combine(Models, service.Folder))),
            path => Assert.EndsWith(".g.cs", path, StringComparison.Ordinal)
        );

    private static void IsCheckedIn(KeyValuePair<string, string> file) =>
        Assert.Equal(file.Value, File.ReadAllText(Path.Combine(Models, file.Key)));

    private static IEnumerable<string> CheckedIn() =>
        Directory
            .EnumerateFiles(Models, "*.g.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Models, path))
            .Order(StringComparer.Ordinal);

    private static string? BotocoreData()
    {
        const string Script = "import botocore; print(botocore.__version__, botocore.__path__[0])";
        try
        {
            using var python = Process.Start(
                new ProcessStartInfo("python3", ["-c", Script])
                {
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            );
            Assert.True(python!.WaitForExit(TimeSpan.FromMinutes(2)), "waited for python3 to say where botocore is");
            return python.StandardOutput.ReadToEnd().Trim().Split(' ', 2) is [BotocoreVersion, var path]
                ? Path.Combine(path, "data")
                : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
