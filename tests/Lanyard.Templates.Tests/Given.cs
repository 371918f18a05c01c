using Lanyard.Policy;
using Lanyard.Templates.CloudFormation;

namespace Lanyard.Templates.Tests;

/// <summary>Builds what the tests start from.</summary>
internal static class Given
{
    internal static ResolutionOptions Options { get; } =
        new()
        {
            AccountId = AccountId.Parse("123456789012"),
            Region = "eu-west-1",
            StackName = "receipts",
            StackId = "arn:aws:cloudformation:eu-west-1:123456789012:stack/receipts/7f",
        };

    internal static TemplateParseResult Parsed(string text, string path = "template.yaml") =>
        CloudFormationTemplate.Parse(new TemplateSource(path, text));

    internal static CloudFormationTemplate Template(string text)
    {
        var result = Parsed(text);
        Assert.True(result.IsValid, string.Join('\n', result.Faults));
        return result.Template;
    }

    internal static DeclaredStack Stack(string text, params (string Name, string Value)[] parameters) =>
        Template(text).Resolve(WithParameters(parameters));

    /// <summary>A stack without faults.</summary>
    internal static DeclaredStack SoundStack(string text, params (string Name, string Value)[] parameters)
    {
        var stack = Stack(text, parameters);
        Assert.True(stack.Faults.Count == 0, string.Join('\n', stack.Faults));
        return stack;
    }

    /// <summary>The resolved properties of one resource of a stack without faults.</summary>
    internal static ResolvedNode Properties(
        string text,
        string logicalId,
        params (string Name, string Value)[] parameters
    )
    {
        var resource = SoundStack(text, parameters).Resources.Single(declared => declared.LogicalId == logicalId);
        var resolution = resource.ResolveProperties(new FakeAttributes());
        Assert.True(resolution.IsResolved, string.Join('\n', resolution.Faults));
        return resolution.Value;
    }

    internal static ResolutionOptions WithParameters(params (string Name, string Value)[] parameters) =>
        Options with
        {
            Parameters = parameters.ToDictionary(given => given.Name, given => given.Value, StringComparer.Ordinal),
        };

    /// <summary>All faults of a text, those of its reading or else those of its resolving, a line each with its code first.</summary>
    internal static string[] Faults(string text, params (string Name, string Value)[] parameters)
    {
        var result = Parsed(text);
        var faults = result.IsValid ? result.Template.Resolve(WithParameters(parameters)).Faults : result.Faults;
        return [.. faults.Select(fault => $"{fault.Code} {fault}")];
    }
}

/// <summary>Answers each reference with a text that says what was asked.</summary>
internal sealed class FakeAttributes : IResourceAttributes
{
    private readonly Dictionary<string, string> _fixed = new(StringComparer.Ordinal);

    /// <summary>The references that are answered with null, as though the resource were not made.</summary>
    internal HashSet<string> Missing { get; } = new(StringComparer.Ordinal);

    public string? Ref(string logicalId) => Answer(logicalId, $"<{logicalId}>");

    public string? GetAtt(string logicalId, string attribute) =>
        Answer($"{logicalId}.{attribute}", $"<{logicalId}.{attribute}>");

    internal FakeAttributes With(string reference, string value)
    {
        _fixed[reference] = value;
        return this;
    }

    private string? Answer(string reference, string otherwise) =>
        Missing.Contains(reference) ? null : _fixed.GetValueOrDefault(reference, otherwise);
}
