using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Explanation;

/// <summary>Why a request was decided as it was, and the smallest change that would allow it.</summary>
/// <param name="Decision">The decision that is explained.</param>
/// <param name="Reason">One line for people: the layer and the statement, or the layer that was silent.</param>
/// <param name="NearMisses">Statements that came near, nearest first, each with what kept it from matching.</param>
/// <param name="Change">The smallest change; null when the request is allowed.</param>
public sealed record DecisionExplanation(
    Decision Decision,
    string Reason,
    IReadOnlyList<NearMiss> NearMisses,
    SmallestChange? Change
);

/// <summary>A statement that nearly applied to a request.</summary>
/// <param name="Policy">The policy's name.</param>
/// <param name="StatementIndex">The statement's index, from 0.</param>
/// <param name="Sid">The statement's Sid; null when it has none.</param>
/// <param name="Line">The statement's line in the document, from 1.</param>
/// <param name="Element">The element that did not match: <c>Action</c>, <c>Resource</c>, <c>Principal</c> or <c>Condition</c>.</param>
/// <param name="Detail">What did not match, in one line, with the values.</param>
public sealed record NearMiss(string Policy, int StatementIndex, string? Sid, int Line, string Element, string Detail);

/// <summary>What to change so that a refused request is allowed.</summary>
/// <param name="Layer">The layer whose policy changes.</param>
/// <param name="Advice">One line: what to do and where, as in <c>add this statement to role app</c>.</param>
/// <param name="Statement">The statement to add, as indented JSON; null when a statement is to be removed or changed.</param>
public sealed record SmallestChange(PolicyLayer Layer, string Advice, string? Statement);

/// <summary>Explains decisions on request; the slow companion of <see cref="Evaluator" />.</summary>
public static class Explainer
{
    /// <summary>Explains how a request is decided by these policies.</summary>
    public static DecisionExplanation Explain(
        AuthorizationRequest request,
        CallerPolicies caller,
        ResourcePolicy resource
    ) => throw new NotSupportedException($"{request} {caller} {resource}");
}
