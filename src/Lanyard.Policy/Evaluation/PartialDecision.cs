using System.Collections.Immutable;

namespace Lanyard.Policy.Evaluation;

/// <summary>What can be said of a request while some condition keys are unknown.</summary>
/// <param name="Outcome">Allowed or denied whatever their values are, or dependent on them.</param>
/// <param name="Decision">The decision, with what settled it; null when it depends.</param>
/// <param name="DependsOn">The unknown keys it depends on, in alphabetical order; empty when it is settled.</param>
public sealed record PartialDecision(PartialOutcome Outcome, Decision? Decision, ImmutableArray<string> DependsOn);

/// <summary>The three answers to a request about which not everything is known.</summary>
public enum PartialOutcome
{
    /// <summary>It is refused whatever the values are.</summary>
    Deny,

    /// <summary>Some values would allow it, or others refuse it.</summary>
    Depends,

    /// <summary>It is allowed whatever the values are.</summary>
    Allow,
}
