using Lanyard.Wire.Constraints;
using Lanyard.Wire.Errors;

namespace Lanyard.Wire.Dialects;

/// <summary>The ways of CloudWatch Logs: an invalid input has a code of its own.</summary>
public sealed class LogsDialect : JsonDialect
{
    private LogsDialect() { }

    /// <summary>The only one.</summary>
    public static LogsDialect Instance { get; } = new();

    /// <inheritdoc />
    public override AwsException Invalid(IReadOnlyList<ConstraintViolation> violations) =>
        new("InvalidParameterException", ConstraintViolation.Sentence(violations));
}
