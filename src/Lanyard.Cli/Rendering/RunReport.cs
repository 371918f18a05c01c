using Lanyard.Advice.Report;
using Lanyard.Cli.Running;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Rendering;

/// <summary>What a run comes to.</summary>
/// <param name="Tasks">The tasks as they ended.</param>
/// <param name="NotStarted">Errors that starting a task was answered with.</param>
/// <param name="Roles">What each role did.</param>
/// <param name="NotMade">Resources that were left out, as <c>Id (type)</c>.</param>
/// <param name="Succeeded">Whether the run ends with 0.</param>
/// <param name="Kept">What was left behind on request; empty otherwise.</param>
internal sealed record RunReport(
    IReadOnlyList<EcsTask> Tasks,
    IReadOnlyList<string> NotStarted,
    IReadOnlyList<RoleReport> Roles,
    IReadOnlyList<string> NotMade,
    bool Succeeded,
    string Kept
)
{
    /// <summary>Properties that were left out, each with its resource and why.</summary>
    public IReadOnlyList<string> NotMadeProperties { get; init; } = [];

    /// <summary>Why no task was started; null when one was to be.</summary>
    public NothingStarted? NothingStarted { get; init; }

    /// <summary>Whether the server records refusals and lets them pass.</summary>
    public bool Observes { get; init; }
}

/// <summary>What one role of a task did.</summary>
/// <param name="TaskRole"><c>execution</c> or <c>task</c>.</param>
/// <param name="Name">The role's name.</param>
/// <param name="Allowed">What was allowed, with how often.</param>
/// <param name="Refused">What was refused, each once, with its explanation.</param>
/// <param name="Unused">What is granted and was never used.</param>
internal sealed record RoleReport(
    string TaskRole,
    string Name,
    IReadOnlyList<KeyValuePair<PermissionUse, int>> Allowed,
    IReadOnlyList<DecisionRequirement> Refused,
    IReadOnlyList<RoleGrant> Unused
)
{
    /// <summary>What was not allowed and passed, since the server observes: each once, with its explanation.</summary>
    public IReadOnlyList<DecisionRequirement> Observed { get; init; } = [];

    /// <summary>What was decided without something that bears on it: each once.</summary>
    public IReadOnlyList<JudgedRequirement> Unknown { get; init; } = [];

    /// <summary>Calls that Lanyard does not answer, as in <c>dynamodb:GetItem</c>, each once: nothing is decided of them.</summary>
    public IReadOnlyList<string> NotAnswered { get; init; } = [];
}
