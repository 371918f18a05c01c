using System.Diagnostics.CodeAnalysis;

namespace Lanyard.Access.Admission;

/// <summary>
/// Marks the few operations that may require nothing: those that AWS answers to everybody with a valid signature, and those
/// that ask about each part while they run. A test lists them; the call of any other that requires nothing is not admitted.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1040",
    Justification = "a mark that the type system carries, where a text search stood before"
)]
public interface IRequiresNothing;
