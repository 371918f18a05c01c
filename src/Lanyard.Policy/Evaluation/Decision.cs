using Lanyard.Policy.Documents;

namespace Lanyard.Policy.Evaluation;

/// <summary>Whether a request is allowed, and which statement settled it.</summary>
/// <param name="Outcome">Allowed, denied by a statement, or not allowed by any.</param>
/// <param name="Layer">The layer that decided: where the statement is, or which layer was silent.</param>
/// <param name="Policy">The policy with the deciding statement; null for silence.</param>
/// <param name="StatementIndex">The statement's index in that policy, from 0; -1 for silence.</param>
public readonly record struct Decision(
    DecisionOutcome Outcome,
    PolicyLayer Layer,
    CompiledPolicy? Policy,
    int StatementIndex
)
{
    /// <summary>Whether the request is allowed.</summary>
    public bool IsAllowed => Outcome == DecisionOutcome.Allow;

    /// <summary>The deciding statement; null for silence.</summary>
    public PolicyStatement? Statement => Policy?.Document.Statements[StatementIndex];
}
