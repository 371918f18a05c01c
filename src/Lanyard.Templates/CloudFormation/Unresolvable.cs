using Lanyard.Templates.Documents;

namespace Lanyard.Templates.CloudFormation;

/// <summary>The faults for values that are only known inside AWS.</summary>
internal static class Unresolvable
{
    private static readonly string[] DynamicReferences =
    [
        "{{resolve:ssm:",
        "{{resolve:ssm-secure:",
        "{{resolve:secretsmanager:",
    ];

    internal static TemplateFault Macro(string name, TemplateLocation location) =>
        new(
            TemplateFaultCode.CannotResolve,
            name.StartsWith(IntrinsicNames.ForEachPrefix, StringComparison.Ordinal)
                ? $"`{name}` is a loop that is only written out inside AWS"
                : $"`{name}` is a macro that is only run inside AWS",
            location,
            "give the template as CloudFormation processed it (`aws cloudformation get-template --template-stage Processed`)"
        );

    internal static TemplateFault Import(string export, TemplateLocation location) =>
        new(
            TemplateFaultCode.CannotResolve,
            $"Fn::ImportValue: the export `{export}` belongs to another stack and cannot be resolved here",
            location,
            "make it a parameter"
        );

    internal static TemplateFault Zones(TemplateLocation location) =>
        new(
            TemplateFaultCode.CannotResolve,
            "Fn::GetAZs: the availability zones of an account are only known inside AWS",
            location,
            "make them a parameter"
        );

    internal static TemplateFault SsmParameter(TemplateParameter parameter, TemplateLocation location) =>
        new(
            TemplateFaultCode.CannotResolve,
            $"the parameter `{parameter.Name}` stands for the value of an SSM parameter, which is only known inside AWS",
            location,
            $"declare `{parameter.Name}` as a String and give the value with --parameter"
        );

    /// <summary>The fault for a text that holds a dynamic reference; null when it holds none.</summary>
    /// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html" />
    internal static TemplateFault? DynamicReference(string text, TemplateLocation location) =>
        Array.Exists(DynamicReferences, start => text.Contains(start, StringComparison.Ordinal))
            ? new TemplateFault(
                TemplateFaultCode.CannotResolve,
                "dynamic references (`{{resolve:…}}`) are only resolved inside AWS",
                location,
                "make it a parameter, or let the task read it through the container's Secrets"
            )
            : null;
}
