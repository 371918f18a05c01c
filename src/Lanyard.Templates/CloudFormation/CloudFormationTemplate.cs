namespace Lanyard.Templates.CloudFormation;

/// <summary>A CloudFormation template as written.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html" />
public sealed class CloudFormationTemplate
{
    internal CloudFormationTemplate() { }

    /// <summary>Reads a template from YAML or JSON; never throws, whatever the text.</summary>
    public static TemplateParseResult Parse(TemplateSource source) => throw new NotImplementedException();

    /// <summary>Answers parameters, mappings and conditions, and lists the resources in the order they can be made in.</summary>
    public DeclaredStack Resolve(ResolutionOptions options) => throw new NotImplementedException();
}
