namespace Lanyard.Wire.Constraints;

/// <summary>A member of an input that is not what the published model allows.</summary>
/// <param name="Path">Where it stands, as in <c>roleSessionName</c> or <c>tags.1.member.key</c>.</param>
/// <param name="Value">The value as AWS shows it, as in <c>'a'</c> or <c>null</c>; null: a secret, which is not shown.</param>
/// <param name="Rule">What it should be, as in <c>Member must not be null</c>.</param>
public sealed record ConstraintViolation(string Path, string? Value, string Rule)
{
    /// <summary>For a list that is longer than the service takes, though its model does not say so: how many items it takes; else null.</summary>
    public int? MostItems { get; init; }

    /// <summary>The violation in AWS's words.</summary>
    public override string ToString() =>
        Value is null
            ? $"Value at '{Path}' failed to satisfy constraint: {Rule}"
            : $"Value {Value} at '{Path}' failed to satisfy constraint: {Rule}";

    /// <summary>Violations in one sentence, as in <c>1 validation error detected: Value …</c>.</summary>
    public static string Sentence(IReadOnlyList<ConstraintViolation> violations)
    {
        var errors =
            violations.Count == 1 ? "1 validation error" : $"{WireValue.Format(violations.Count)} validation errors";
        return $"{errors} detected: {string.Join("; ", violations)}";
    }
}
