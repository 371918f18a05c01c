using Lanyard.Wire.Constraints;
using Lanyard.Wire.Errors;

namespace Lanyard.Wire.Dialects;

/// <summary>The ways of Amazon ECR: an invalid input is told in its own words, one parameter at a time.</summary>
public sealed class EcrDialect : JsonDialect
{
    private EcrDialect() { }

    /// <summary>The only one.</summary>
    public static EcrDialect Instance { get; } = new();

    /// <inheritdoc />
    public override AwsException Invalid(IReadOnlyList<ConstraintViolation> violations) =>
        new("InvalidParameterException", Sentence(violations[0]));

    private static string Sentence(ConstraintViolation violation)
    {
        const string Member = "Member ";
        var rule = violation.Rule.StartsWith(Member, StringComparison.Ordinal)
            ? violation.Rule[Member.Length..]
            : violation.Rule;
        return $"Invalid parameter at '{violation.Path}' failed to satisfy constraint: '{rule}'";
    }
}
