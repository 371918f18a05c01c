namespace Lanyard.Wire.Constraints;

/// <summary>What a text may be.</summary>
internal sealed record TextLimits
{
    public int? Min { get; init; }

    public int? Max { get; init; }

    /// <summary>The pattern as the model spells it.</summary>
    public string? Pattern { get; init; }

    /// <summary>The values that are allowed; empty: all.</summary>
    public string[] Values { get; init; } = [];

    /// <summary>Whether the error lists the allowed values; IAM and STS do not.</summary>
    public bool NamesValues { get; init; } = true;

    /// <summary>All rules in AWS's words.</summary>
    public IEnumerable<string> Rules => Broken(text: null);

    /// <summary>The rules that a text breaks; of null, all rules there are.</summary>
    public IEnumerable<string> Broken(string? text)
    {
        if (Max is { } max && (text is null || text.Length > max))
        {
            yield return $"Member must have length less than or equal to {WireValue.Format(max)}";
        }

        if (Min is { } min && (text is null || text.Length < min))
        {
            yield return $"Member must have length greater than or equal to {WireValue.Format(min)}";
        }

        if (Pattern is not null && (text is null || !ConstraintPattern.Matches(text, Pattern)))
        {
            yield return $"Member must satisfy regular expression pattern: {Pattern}";
        }

        if (Values.Length > 0 && (text is null || !Values.Contains(text, StringComparer.Ordinal)))
        {
            yield return NamesValues
                ? $"Member must satisfy enum value set: [{string.Join(", ", Values)}]"
                : "Member must satisfy enum value set";
        }
    }
}
