using Lanyard.Wire.Constraints;
using Lanyard.Wire.Errors;

namespace Lanyard.Wire.Dialects;

/// <summary>The ways of Amazon ECS: an invalid input has a code of its own.</summary>
public sealed class EcsDialect : JsonDialect
{
    private EcsDialect() { }

    /// <summary>The only one.</summary>
    public static EcsDialect Instance { get; } = new();

    /// <inheritdoc />
    public override AwsException Invalid(IReadOnlyList<ConstraintViolation> violations) =>
        new("ClientException", ConstraintViolation.Sentence(violations));
}
