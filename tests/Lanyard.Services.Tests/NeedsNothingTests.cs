namespace Lanyard.Services.Tests;

/// <summary>Operations that anybody with a valid signature may call are few, and each is meant.</summary>
public sealed class NeedsNothingTests
{
    // AWS answers GetCallerIdentity to everybody; DeleteObjects asks about each key, so that one refusal spares the rest.
    private static readonly string[] Meant = ["DeleteObjects.cs", "GetCallerIdentity.cs"];

    [Fact]
    public void No_other_operation_needs_nothing()
    {
        var files = Directory
            .EnumerateFiles(SourceFolder(), "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("NeedsNothing()", StringComparison.Ordinal))
            .Select(Path.GetFileName)
            .Order(StringComparer.Ordinal);

        Assert.Equal(Meant, files);
    }

    private static string SourceFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "src", "Lanyard.Services");
    }
}
