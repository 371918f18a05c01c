namespace Lanyard.Cli.Tests.Documents;

/// <summary>Options are documented once: where they are. The document that people read is made of that.</summary>
public sealed class ConfigurationDocumentTests
{
    private static readonly string Document = FindDocument();

    [Fact]
    public async Task The_document_says_what_the_program_says()
    {
        var made = ConfigurationDocument.Write();
        if (Environment.GetEnvironmentVariable("LANYARD_WRITE_DOCUMENTS") is "1")
        {
            await File.WriteAllTextAsync(Document, made, TestContext.Current.CancellationToken);
        }

        Assert.True(File.Exists(Document), "run this test with LANYARD_WRITE_DOCUMENTS=1 to make the document");
        Assert.Equal(made, await File.ReadAllTextAsync(Document, TestContext.Current.CancellationToken));
    }

    private static string FindDocument()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "docs", "configuration.md");
    }
}
