using System.Text;
using Lanyard.Templates.CloudFormation;

namespace Lanyard.Templates.Tests;

/// <summary>
/// Whole templates of the kinds that tools write, against the resources they must give, in order. A reference reads as
/// <c>&lt;Name.Attribute&gt;</c>.
/// </summary>
public sealed class GoldenTemplatesTests
{
    [Theory]
    [InlineData("synthesized.json")]
    [InlineData("optional-parts.yaml")]
    public void Template_gives_its_resources(string name)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Cases");
        var text = File.ReadAllText(Path.Combine(folder, name));
        var expected = File.ReadAllText(Path.Combine(folder, Path.ChangeExtension(name, ".expected.txt")));

        var stack = Given.SoundStack(text);

        Assert.Equal(expected, Listing(stack));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("task-role")]
    [InlineData("secret")]
    [InlineData("pull")]
    [InlineData("trust")]
    public void The_sample_resolves_in_each_of_its_ways(string fault)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases", "receipts.yaml"));

        var stack = Given.SoundStack(text, ("Fault", fault));

        Assert.All(stack.Resources, resource => Assert.True(resource.IsMade));
        Assert.All(stack.Resources, resource => Assert.Empty(resource.ResolveProperties(new FakeAttributes()).Faults));
        Assert.Equal("Task", stack.Resources[^1].LogicalId);
    }

    private static string Listing(DeclaredStack stack)
    {
        var attributes = new FakeAttributes().With(
            "Repo02AC86CF.Arn",
            "arn:aws:ecr:eu-west-1:123456789012:repository/r"
        );
        var listing = new StringBuilder();
        foreach (var resource in stack.Resources)
        {
            var resolution = resource.ResolveProperties(attributes);
            listing
                .Append(resource.LogicalId)
                .Append(resource.IsMade ? " made after [" : " not made, after [")
                .AppendJoin(", ", resource.DependsOn)
                .Append("]\n")
                .AppendJoin('\n', resolution.Faults)
                .Append(resolution.Value?.Emit(isIndented: true).Text)
                .Append("\n\n");
        }

        return listing.ToString();
    }
}
