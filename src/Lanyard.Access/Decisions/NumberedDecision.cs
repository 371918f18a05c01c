namespace Lanyard.Access.Decisions;

/// <summary>A decision with its place in the record.</summary>
/// <param name="Sequence">The number, from 1.</param>
/// <param name="Decision">The decision.</param>
public sealed record NumberedDecision(long Sequence, DecisionRecord Decision);
