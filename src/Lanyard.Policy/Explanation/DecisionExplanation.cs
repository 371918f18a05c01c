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
)
{
    /// <summary>Every layer whose denial or silence keeps the request from being allowed; empty when it is.</summary>
    public IReadOnlyList<PolicyLayer> BlockedBy { get; init; } = [];

    /// <summary>The statements that matched, layer by layer: those that deny when one does, otherwise those that allow.</summary>
    public IReadOnlyList<MatchedStatement> Matched { get; init; } = [];

    /// <summary>
    /// AWS's own sentence, with the resource as it was asked for; null when the request is allowed. Services that print
    /// another resource, or none, make theirs with <see cref="AccessDeniedSentence" />.
    /// </summary>
    public string? Sentence { get; init; }
}
