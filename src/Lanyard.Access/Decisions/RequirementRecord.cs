using System.Collections.Immutable;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Access.Decisions;

/// <summary>How one requirement of a call was decided, with the context it was decided from.</summary>
public sealed record RequirementRecord
{
    /// <summary>The IAM action.</summary>
    public required string Action { get; init; }

    /// <summary>The resource's ARN or <c>*</c>.</summary>
    public required string Resource { get; init; }

    /// <summary>Allowed, denied by a statement, or not allowed by any.</summary>
    public required DecisionOutcome Outcome { get; init; }

    /// <summary>The layer that decided.</summary>
    public required PolicyLayer Layer { get; init; }

    /// <summary>The policy with the deciding statement; null for silence.</summary>
    public string? Policy { get; init; }

    /// <summary>The deciding statement's index, from 0; null for silence.</summary>
    public int? Statement { get; init; }

    /// <summary>The deciding statement's Sid; null where it has none.</summary>
    public string? Sid { get; init; }

    /// <summary>Condition keys with the values they had.</summary>
    public required ImmutableSortedDictionary<string, string[]> Context { get; init; }

    /// <summary>For a refusal the AWS sentence; otherwise null.</summary>
    public string? Sentence { get; init; }

    /// <summary>For a refusal why, in one line for people; otherwise null.</summary>
    public string? Reason { get; init; }

    /// <summary>For a refusal the layer whose policy would have to change; otherwise null.</summary>
    public PolicyLayer? ChangeLayer { get; init; }

    /// <summary>For a refusal what to do, in one line; otherwise null.</summary>
    public string? ChangeAdvice { get; init; }

    /// <summary>For a refusal the statement to add, as JSON; otherwise null, also when it is too long for the record.</summary>
    public string? ChangeStatement { get; init; }

    /// <summary>For a refusal the statements that came near, nearest first, a line each.</summary>
    public ImmutableArray<string> NearMisses { get; init; } = [];

    /// <summary>Whether the answer only shaped the result and could not refuse the call.</summary>
    public bool IsProbe { get; init; }
}
