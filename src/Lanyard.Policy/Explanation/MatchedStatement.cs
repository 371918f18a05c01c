using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Explanation;

/// <summary>A statement that is about a request in all its elements.</summary>
/// <param name="Layer">The layer it stands in.</param>
/// <param name="Policy">The policy's name.</param>
/// <param name="StatementIndex">The statement's index, from 0.</param>
/// <param name="Sid">The statement's Sid; null when it has none.</param>
/// <param name="Line">The statement's line in the document, from 1.</param>
public sealed record MatchedStatement(PolicyLayer Layer, string Policy, int StatementIndex, string? Sid, int Line);
