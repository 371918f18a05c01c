namespace Lanyard.Wire.Constraints;

/// <summary>An input whose published model sets bounds to its members.</summary>
public interface IConstrained
{
    /// <summary>What the model does not allow, in the model's order; empty when the input is well formed.</summary>
    IReadOnlyList<ConstraintViolation> Violations();
}
