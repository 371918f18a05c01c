namespace Lanyard.EndToEnd.Tests;

/// <summary>The checkout that the tests were built from, and the program that was built with them.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    public static string Sample => In("samples", "receipts", "template.yaml");

    /// <summary>The program, of the same configuration as the tests.</summary>
    public static string Program =>
        In(
            "artifacts",
            "bin",
            "Lanyard.Cli",
            Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)),
            "lanyard.dll"
        );

    public static string In(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent;
        }

        return folder!.FullName;
    }
}
