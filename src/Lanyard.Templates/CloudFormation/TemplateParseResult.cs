using System.Diagnostics.CodeAnalysis;

namespace Lanyard.Templates.CloudFormation;

/// <summary>The outcome of reading a template: the template, or all its faults.</summary>
public sealed record TemplateParseResult(CloudFormationTemplate? Template, IReadOnlyList<TemplateFault> Faults)
{
    /// <summary>Whether there is a template.</summary>
    [MemberNotNullWhen(true, nameof(Template))]
    public bool IsValid => Template is not null;
}
