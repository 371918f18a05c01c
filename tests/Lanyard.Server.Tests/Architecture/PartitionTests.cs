using System.Text.RegularExpressions;

namespace Lanyard.Server.Tests.Architecture;

/// <summary>
/// The product builds ARNs in the partition of a region, and never writes <c>aws</c> into one: that is wrong in China, in
/// GovCloud and wherever a partition is added.
/// </summary>
public sealed partial class PartitionTests
{
    // Where the partition `aws` is meant: the policies that the archive keeps, and what people are shown as an example.
    private static readonly string[] Meant =
    [
        "src/Lanyard.Cli/Commands/SimulateCommand.cs",
        "src/Lanyard.Cli/Simulating/Question.cs",
        "src/Lanyard.Policy/Documents/PrincipalReader.cs",
        "src/Lanyard.Policy/Documents/ResourceSyntax.cs",
        "src/Lanyard.Policy/ManagedPolicies/AwsManagedPolicy.cs",
        "src/Lanyard.Policy/ManagedPolicies/PolicyArchive.cs",
    ];

    [Fact]
    public void No_ARN_is_built_with_its_partition_written_out()
    {
        var built = Sources().Where(file => Building().IsMatch(CodeOf(file)));

        Assert.Empty(built);
    }

    [Fact]
    public void The_partition_aws_is_written_out_only_in_examples_and_for_the_archive()
    {
        var written = Sources().Where(file => Written().IsMatch(CodeOf(file)));

        Assert.Equal(Meant, written);
    }

    [Theory]
    [InlineData("""$"arn:aws:s3:::{bucket}" """, true)]
    [InlineData("""$"\"arn:aws-cn:s3:::{bucket}\"" """, true)]
    [InlineData("""$@"arn:aws:s3:::{bucket}" """, true)]
    [InlineData("""$"{prefix}arn:aws:s3:::{bucket}" """, true)]
    [InlineData("""""$$"""{"Resource":"arn:aws:s3:::{{bucket}}"}""" """"", true)]
    [InlineData("\"arn:aws:s3:::\" + bucket", true)]
    [InlineData("""prefix + "arn:aws:s3:::b" """, true)]
    [InlineData("""$"arn:{partition}:s3:::{bucket}" """, false)]
    [InlineData("""const string Hint = "as in arn:aws:s3:::b"; """, false)]
    [InlineData("""$"{one}", "as in arn:aws:s3:::b" """, false)]
    public void Building_is_told_from_writing(string code, bool isBuilding) =>
        Assert.Equal(isBuilding, Building().IsMatch(code));

    private static IEnumerable<string> Sources() =>
        Directory
            .EnumerateFiles(Repository.Folder("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".g.cs", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    // Without the lines that are comments, which may show what they like.
    private static string CodeOf(string file) =>
        string.Join(
            '\n',
            File.ReadLines(Repository.Folder(file))
                .Where(line => !line.AsSpan().TrimStart().StartsWith("//", StringComparison.Ordinal))
        );

    [GeneratedRegex("arn:aws[-a-z]*:", RegexOptions.None, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Written();

    // In an interpolated string, be it raw, or joined to something by `+`.
    [GeneratedRegex(
        """""
            \$+"""(?:(?!""")[\s\S])*?arn:aws[-a-z]*:
            | (?:\$@?|@\$)"(?!"")(?:\\.|[^"\\\n])*?arn:aws[-a-z]*:
            | "(?:\\.|[^"\\\n])*?arn:aws[-a-z]*:(?:\\.|[^"\\\n])*"\s*\+
            | \+\s*"(?:\\.|[^"\\\n])*?arn:aws[-a-z]*:
            """"",
        RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 30_000
    )]
    private static partial Regex Building();
}
