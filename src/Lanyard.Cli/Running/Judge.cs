using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Running;

/// <summary>
/// Says what the server's decisions are worth to a run: what was decided without something that bears on it is unknown, and
/// of a call that nobody answers nothing is decided at all.
/// </summary>
/// <param name="leftOut">What bears policy and was not made.</param>
internal sealed class Judge(IReadOnlyList<LeftOutPolicy> leftOut)
{
    /// <summary>A judge to whom nothing was left out.</summary>
    public static Judge OfEverything { get; } = new([]);

    /// <summary>Judges a call.</summary>
    public JudgedCall On(DecisionEntry decision)
    {
        // The door names an error of its own for what it could judge nothing of.
        var isAnswered = decision.ErrorCode is null;
        return new JudgedCall(
            decision,
            isAnswered,
            isAnswered ? [.. (decision.Requirements ?? []).Select(one => On(decision, one))] : []
        );
    }

    private JudgedRequirement On(DecisionEntry decision, DecisionRequirement requirement)
    {
        var isAllowed = requirement.Outcome == "allow";
        if (!isAllowed && decision.Observed == true)
        {
            return new JudgedRequirement(requirement, Judgement.Observed, LeftOut: null);
        }

        return leftOut.FirstOrDefault(one => one.BearsOn(decision, requirement)) is { } policy
            ? new JudgedRequirement(requirement, Judgement.Unknown, policy.What)
            : new JudgedRequirement(requirement, isAllowed ? Judgement.Allowed : Judgement.Refused, LeftOut: null);
    }
}

/// <summary>What a decision is worth.</summary>
internal enum Judgement
{
    /// <summary>It is allowed.</summary>
    Allowed,

    /// <summary>It is refused.</summary>
    Refused,

    /// <summary>It is refused and was let pass, since the server observes.</summary>
    Observed,

    /// <summary>It was decided without something that bears on it.</summary>
    Unknown,
}

/// <summary>A call of a task's role, judged.</summary>
/// <param name="Decision">What the server recorded.</param>
/// <param name="IsAnswered">Whether Lanyard answers the operation; otherwise nothing is decided.</param>
/// <param name="Requirements">What it needs, each judged; empty when it is not answered.</param>
internal sealed record JudgedCall(
    DecisionEntry Decision,
    bool IsAnswered,
    IReadOnlyList<JudgedRequirement> Requirements
)
{
    /// <summary>The call, as in <c>s3:GetObject</c>.</summary>
    public string Name => $"{Decision.Service}:{Decision.Operation}";

    /// <summary>Whether it was refused.</summary>
    public bool IsRefused => IsAnswered && Decision is { Allowed: false, Observed: not true };

    /// <summary>Whether nobody can say what AWS would do.</summary>
    public bool IsUnknown => !IsAnswered || Requirements.Any(one => one.Judgement == Judgement.Unknown);
}

/// <summary>A requirement of a call, judged.</summary>
/// <param name="Requirement">What the server recorded.</param>
/// <param name="Judgement">What that is worth.</param>
/// <param name="LeftOut">What was left out of an unknown one; null for all others.</param>
internal sealed record JudgedRequirement(DecisionRequirement Requirement, Judgement Judgement, string? LeftOut)
{
    /// <summary>Why it is unknown.</summary>
    public string Doubt =>
        $"{(Requirement.Outcome == "allow" ? "allowed" : "refused")} here, but {LeftOut} was left out of the judgement";
}
