using Lanyard.Wire.Constraints;
using Lanyard.Wire.Errors;

namespace Lanyard.Wire.Dialects;

/// <summary>The ways of Amazon ECS: an invalid input has a code of its own, a list that is too long another.</summary>
public sealed class EcsDialect : JsonDialect
{
    private EcsDialect() { }

    /// <summary>The only one.</summary>
    public static EcsDialect Instance { get; } = new();

    /// <inheritdoc />
    public override AwsException Invalid(IReadOnlyList<ConstraintViolation> violations) =>
        violations.FirstOrDefault(violation => violation.MostItems is not null) is { } tooLong
            ? new AwsException(
                "InvalidParameterException",
                $"{tooLong.Path} can have at most {WireValue.Format(tooLong.MostItems!.Value)} items."
            )
            : new AwsException("ClientException", ConstraintViolation.Sentence(violations));
}
