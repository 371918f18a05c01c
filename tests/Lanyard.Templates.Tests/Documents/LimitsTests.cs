using System.Globalization;
using System.Text;

namespace Lanyard.Templates.Tests.Documents;

/// <summary>Inputs made to hang a reader, use up its stack or its memory. Each ends, whatever it says.</summary>
public sealed class LimitsTests
{
    public static TheoryData<string, string> Inputs =>
        new()
        {
            { "yaml lists", "Resources: " + new string('[', 900_000) },
            { "yaml maps", "Resources: " + Repeat("{a: ", 200_000) },
            { "yaml block", string.Concat(Enumerable.Range(0, 1000).Select(depth => new string(' ', depth) + "a:\n")) },
            { "yaml block lists", Repeat("- ", 400_000) },
            { "yaml keys", Repeat("? ", 400_000) },
            { "json lists", "{\"Resources\": " + new string('[', 900_000) },
            { "json maps", Repeat("{\"a\":", 190_000) },
            { "closed json", "{\"a\": " + new string('[', 450_000) + new string(']', 450_000) + "}" },
            { "alias bomb", AliasBomb() },
            { "anchors", Repeat("&a ", 300_000) },
            { "tags", Repeat("!Sub ", 190_000) },
            {
                "one line of json",
                "{\"Resources\": {" + Repeat("\"a\": {\"Type\": \"AWS::IAM::Role\"},", 28_000) + "}}"
            },
            { "colons", new string(':', 900_000) },
            { "quotes", new string('"', 900_000) },
            { "spaces", new string(' ', 900_000) + "a" },
            { "control characters", new string('\u0001', 900_000) },
            { "nulls", "Resources: {R: {Type: T, Properties: [" + Repeat("~,", 400_000) + "]}}" },
        };

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Hostile_text_is_refused_in_time(string name, string text)
    {
        var faults = OnSmallStack(() => Given.Faults(text));

        Assert.True(faults.Length > 0, name);
    }

    [Fact]
    public void Substitution_that_never_ends_is_a_text()
    {
        var text = Repeat("${", 400_000);

        var properties = OnSmallStack(() =>
            Given.Properties($"Resources: {{R: {{Type: AWS::IAM::Role, Properties: {{A: !Sub '{text}'}} }} }}", "R")
        );

        Assert.Equal(text, properties["A"]!.Text);
    }

    [Fact]
    public void Long_chain_of_conditions_is_answered()
    {
        const int Length = 15_000;
        var text = new StringBuilder("Conditions:\n  C0: !Equals [a, a]\n");
        for (var index = 1; index < Length; index++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  C{index}: !Not [!Condition C{index - 1}]\n");
        }

        text.Append("Resources: {Role: {Type: AWS::IAM::Role, Condition: C14999}}");

        Assert.Empty(OnSmallStack(() => Given.Stack(text.ToString())).Resources);
    }

    [Fact]
    public void Long_chain_of_resources_is_sorted()
    {
        const int Length = 12_000;
        var text = new StringBuilder("Resources:\n");
        for (var index = 0; index < Length; index++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  R{index}: {{Type: AWS::IAM::Role, DependsOn: R{index + 1}}}\n"
            );
        }

        text.Append("  R12000: {Type: AWS::IAM::Role}\n");

        var stack = OnSmallStack(() => Given.SoundStack(text.ToString()));
        Assert.Equal("R12000", stack.Resources[0].LogicalId);
    }

    [Fact]
    public void Circles_upon_circles_are_told_a_few_at_a_time()
    {
        const int Count = 600;
        var all = string.Join(", ", Enumerable.Range(0, Count).Select(index => $"R{index}"));
        var text = new StringBuilder("Resources:\n");
        for (var index = 0; index < Count / 3; index++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  R{index}: {{Type: AWS::IAM::Role, DependsOn: [{all}]}}\n");
        }

        for (var index = Count / 3; index < Count; index++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  R{index}: {{Type: AWS::IAM::Role, DependsOn: R0}}\n");
        }

        Assert.Equal(16, OnSmallStack(() => Given.Faults(text.ToString())).Length);
    }

    [Fact]
    public void Mapping_that_is_looked_up_again_and_again_is_refused()
    {
        var list = Repeat("a,", 100_000);
        var lookups = Repeat("!FindInMap [M, a, b],", 20_000);

        var faults = OnSmallStack(() =>
            Given.Faults(
                $"Mappings: {{M: {{a: {{b: [{list}]}} }} }}\nResources: {{R: {{Type: AWS::IAM::Role, Properties: {{A: [{lookups}]}} }} }}"
            )
        );

        Assert.StartsWith("IntrinsicFailed", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Thousands_of_unresolved_names_are_refused_in_time()
    {
        var names = string.Concat(Enumerable.Range(0, 8000).Select(index => $"  Resource{index:D5}: {{Type: A}}\n"));
        var references = string.Concat(Enumerable.Range(0, 30_000).Select(index => $"!Ref Resuorce{index:D5}, "));

        var faults = OnSmallStack(() =>
            Given.Faults($"Resources:\n{names}  R: {{Type: A, Properties: {{A: [{references}]}} }}\n")
        );

        Assert.Equal(30_000, faults.Length);
    }

    private static T OnSmallStack<T>(Func<T> act)
    {
        // A thread with a small stack: half of what the thread pool gives.
        const int StackBytes = 768 * 1024;
        T result = default!;
        Exception? thrown = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = act();
                }
                catch (Exception exception) when (exception is not OutOfMemoryException)
                {
                    thrown = exception;
                }
            },
            StackBytes
        );
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromMinutes(2)), "waited two minutes for what should take one second at most");
        Assert.Null(thrown);
        return result;
    }

    private static string Repeat(string text, int count) => new StringBuilder().Insert(0, text, count).ToString();

    private static string AliasBomb()
    {
        var text = new StringBuilder("a0: &a0 [x, x]\n");
        for (var level = 1; level < 60; level++)
        {
            text.Append(CultureInfo.InvariantCulture, $"a{level}: &a{level} [*a{level - 1}, *a{level - 1}]\n");
        }

        return text.ToString();
    }
}
