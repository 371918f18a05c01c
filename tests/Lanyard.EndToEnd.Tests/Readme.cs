namespace Lanyard.EndToEnd.Tests;

/// <summary>The README, whose blocks of code are tested as they stand.</summary>
internal static class Readme
{
    private const string Fence = "```";

    /// <summary>The blocks of code of a section.</summary>
    /// <param name="heading">The section's, without the marks.</param>
    public static string[] Blocks(string heading)
    {
        var text = File.ReadAllText(Checkout.In("README.md"));
        var section = text.Split($"\n## {heading}\n")[1].Split("\n## ")[0];
        // Each second part is between two fences; its first line may name a language.
        return
        [
            .. section.Split(Fence).Where((_, i) => i % 2 == 1).Select(block => block[(block.IndexOf('\n') + 1)..]),
        ];
    }
}
