using System.Collections.Immutable;
using Lanyard.Access.Sessions;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Access.Decisions;

/// <summary>A call as it was decided at the front door.</summary>
public sealed record DecisionRecord
{
    /// <summary>The id that the answer carries.</summary>
    public required string RequestId { get; init; }

    /// <summary>When the call arrived, in UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Who called, as messages show it.</summary>
    public required string CallerArn { get; init; }

    /// <summary>What kind of principal it was.</summary>
    public required PrincipalType CallerType { get; init; }

    /// <summary>For a role session the role's ARN; otherwise null.</summary>
    public string? RoleArn { get; init; }

    /// <summary>The task that the session was made for; null for everybody else.</summary>
    public string? TaskArn { get; init; }

    /// <summary>Which role of that task.</summary>
    public TaskRoleKind? TaskRole { get; init; }

    /// <summary>The service's prefix.</summary>
    public required string Service { get; init; }

    /// <summary>The action's name on the wire.</summary>
    public required string Operation { get; init; }

    /// <summary>The region of the call.</summary>
    public required string Region { get; init; }

    /// <summary>The peer's address; null for calls made inside Lanyard.</summary>
    public string? SourceIp { get; init; }

    /// <summary>Whether every requirement was granted.</summary>
    public required bool Allowed { get; init; }

    /// <summary>Whether a refusal was let pass (<c>--observe</c>).</summary>
    public bool Observed { get; init; }

    /// <summary>For a call that nobody answers the code of its error; null for all others.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The permissions that the call needed, in the order they were asked; of very many, those that were refused first of all.</summary>
    public required ImmutableArray<RequirementRecord> Requirements { get; init; }

    /// <summary>How many of them were decided like the others and are not recorded, since the record would be too long.</summary>
    public int Omitted { get; init; }
}
