namespace Lanyard.Policy.Explanation;

/// <summary>A statement that nearly applied to a request.</summary>
/// <param name="Policy">The policy's name.</param>
/// <param name="StatementIndex">The statement's index, from 0.</param>
/// <param name="Sid">The statement's Sid; null when it has none.</param>
/// <param name="Line">The statement's line in the document, from 1.</param>
/// <param name="Element">The element that did not match: <c>Action</c>, <c>Resource</c>, <c>Principal</c> or <c>Condition</c>.</param>
/// <param name="Detail">What did not match, in one line, with the values.</param>
public sealed record NearMiss(string Policy, int StatementIndex, string? Sid, int Line, string Element, string Detail)
{
    /// <summary>What the element differs in, for tools; <see cref="Detail" /> says it in words.</summary>
    public NearMissKind Kind { get; init; }
}
