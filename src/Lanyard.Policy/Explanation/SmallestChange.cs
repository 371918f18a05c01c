using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Explanation;

/// <summary>What to change so that a refused request is allowed.</summary>
/// <param name="Layer">The layer whose policy changes.</param>
/// <param name="Advice">One line: what to do and where, as in <c>add this statement to role app</c>.</param>
/// <param name="Statement">The statement to add, as indented JSON; null when a statement is to be removed or changed.</param>
public sealed record SmallestChange(PolicyLayer Layer, string Advice, string? Statement);
