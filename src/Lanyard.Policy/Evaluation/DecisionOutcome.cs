namespace Lanyard.Policy.Evaluation;

/// <summary>How a request was decided.</summary>
public enum DecisionOutcome
{
    /// <summary>Nobody allowed it.</summary>
    ImplicitDeny,

    /// <summary>A statement denied it.</summary>
    ExplicitDeny,

    /// <summary>It is allowed.</summary>
    Allow,
}
