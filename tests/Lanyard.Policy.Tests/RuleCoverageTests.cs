using System.Globalization;
using System.Text.RegularExpressions;

namespace Lanyard.Policy.Tests;

/// <summary>
/// Each numbered rule of IAM's semantics has a test that carries its number, here or in another project's tests: in names
/// such as <c>Rule_7_…</c>, <c>Rules_5_6_9_…</c>, <c>Rules_44_and_45_…</c> and <c>Rules_48_to_55_…</c>.
/// </summary>
public sealed partial class RuleCoverageTests
{
    private const int Rules = 140;

    // What nothing here could break yet; a rule leaves this table when what it speaks of arrives.
    private static readonly Dictionary<int, string> NotThere = new()
    {
        [29] = "requests through endpoints are decided, but no service of ours forwards calls transitively",
        [118] = "there are no KMS grants",
        [121] = "there are no AWS managed keys to administer",
        [129] = "there is no sts:DecodeAuthorizationMessage",
    };

    [Fact]
    public void No_rule_is_without_a_test()
    {
        var tested = Directory
            .EnumerateFiles(TestsFolder(), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => TestName().Matches(File.ReadAllText(file)))
            .SelectMany(match => NumbersIn(match.Groups["numbers"].Value))
            .ToHashSet();

        var missing = Enumerable.Range(1, Rules).Where(rule => !tested.Contains(rule) && !NotThere.ContainsKey(rule));
        Assert.Empty(missing);
        Assert.DoesNotContain(NotThere.Keys, tested.Contains);
    }

    [Theory]
    [InlineData("7", new[] { 7 })]
    [InlineData("5_6_9", new[] { 5, 6, 9 })]
    [InlineData("44_and_45", new[] { 44, 45 })]
    [InlineData("48_to_51", new[] { 48, 49, 50, 51 })]
    public void Numbers_are_read_from_names(string text, int[] expected) => Assert.Equal(expected, NumbersIn(text));

    private static IEnumerable<int> NumbersIn(string text)
    {
        var last = 0;
        var isRange = false;
        foreach (var part in text.Split('_'))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                isRange = part == "to";
                continue;
            }

            for (var rule = isRange ? last + 1 : number; rule <= number; rule++)
            {
                yield return rule;
            }

            (last, isRange) = (number, false);
        }
    }

    private static string TestsFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Lanyard.slnx")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "tests");
    }

    [GeneratedRegex(@"\bRules?_(?<numbers>\d+(_(to_|and_)?\d+)*)_", RegexOptions.ExplicitCapture)]
    private static partial Regex TestName();
}
