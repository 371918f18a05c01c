namespace Lanyard.Templates.CloudFormation;

/// <summary>A CloudFormation template as written.</summary>
/// <remarks>
/// Not read: <c>Metadata</c> and <c>Rules</c>. Macros are not run: <see cref="Transforms" /> names them, and a value that
/// only a macro could give is refused where a made resource needs it.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html" />
public sealed class CloudFormationTemplate
{
    internal const string LanguageExtensions = "AWS::LanguageExtensions";

    internal CloudFormationTemplate() { }

    /// <summary>What the template says about itself; null when it says nothing.</summary>
    public string? Description { get; internal init; }

    /// <summary>The parameters it declares, in written order.</summary>
    public IReadOnlyList<TemplateParameter> Parameters { get; internal init; } = [];

    /// <summary>The macros it asks for, as in <c>AWS::Serverless-2016-10-31</c>; usually empty.</summary>
    public IReadOnlyList<string> Transforms { get; internal init; } = [];

    /// <summary>The file it was read from, as the user wrote the path.</summary>
    public string Path { get; internal init; } = string.Empty;

    internal IReadOnlyList<MapEntry> Mappings { get; init; } = [];

    internal IReadOnlyList<MapEntry> Conditions { get; init; } = [];

    internal IReadOnlyList<ResourceDeclaration> Resources { get; init; } = [];

    internal IReadOnlyList<OutputDeclaration> Outputs { get; init; } = [];

    /// <summary>Whether macros may add names that are not written in the template.</summary>
    internal bool HasMacros => Transforms.Any(name => name != LanguageExtensions);

    internal bool HasLanguageExtensions => Transforms.Contains(LanguageExtensions, StringComparer.Ordinal);

    /// <summary>Reads a template from YAML or JSON; never throws, whatever the text.</summary>
    public static TemplateParseResult Parse(TemplateSource source) => TemplateParser.Parse(source);

    /// <summary>Answers parameters, mappings and conditions, and lists the resources in the order they can be made in.</summary>
    public DeclaredStack Resolve(ResolutionOptions options) => StackResolver.Resolve(this, options);
}
