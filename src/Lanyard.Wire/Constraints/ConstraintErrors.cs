using Lanyard.Wire.Errors;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Constraints;

/// <summary>What services answer for an input that violates its model's constraints.</summary>
public static class ConstraintErrors
{
    /// <inheritdoc cref="ServiceModel.Check" />
    /// <exception cref="AwsException">The input violates a constraint.</exception>
    public static void Check(ServiceModel service, IConstrained input) => service.Check(input);
}
