namespace Lanyard.Templates.CloudFormation;

/// <summary>A parameter that a template declares.</summary>
/// <param name="Name">The name that <c>Ref</c> and <c>--parameter</c> use.</param>
/// <param name="Type">As in <c>String</c>, <c>Number</c>, <c>CommaDelimitedList</c> or <c>List&lt;Number&gt;</c>.</param>
/// <param name="Location">Where the name is written.</param>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html" />
public sealed record TemplateParameter(string Name, string Type, TemplateLocation Location)
{
    private const string SsmValue = "AWS::SSM::Parameter::Value<";

    /// <summary>The value when none is given; null when one must be given.</summary>
    public string? Default { get; init; }

    /// <summary>The only values allowed; empty when any is.</summary>
    public IReadOnlyList<string> AllowedValues { get; init; } = [];

    /// <summary>The regular expression that a value must match as a whole; null when there is none.</summary>
    public string? AllowedPattern { get; init; }

    /// <summary>The template's own words for a value it refuses.</summary>
    public string? ConstraintDescription { get; init; }

    /// <summary>What the template says about the parameter.</summary>
    public string? Description { get; init; }

    /// <summary>The fewest characters.</summary>
    public decimal? MinLength { get; init; }

    /// <summary>The most characters.</summary>
    public decimal? MaxLength { get; init; }

    /// <summary>The least number.</summary>
    public decimal? MinValue { get; init; }

    /// <summary>The greatest number.</summary>
    public decimal? MaxValue { get; init; }

    /// <summary>Whether the value is a secret that must not be shown.</summary>
    public bool NoEcho { get; init; }

    /// <summary>Whether the value is a list.</summary>
    public bool IsList => Type == "CommaDelimitedList" || Type.StartsWith("List<", StringComparison.Ordinal);

    /// <summary>Whether the value, or each of its items, is a number.</summary>
    internal bool IsNumeric => Type is "Number" or "List<Number>";

    /// <summary>Whether the value names an SSM parameter whose value is meant.</summary>
    internal bool IsFromSsm => Type.StartsWith(SsmValue, StringComparison.Ordinal);
}
