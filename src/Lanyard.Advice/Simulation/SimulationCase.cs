using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Advice.Simulation;

/// <summary>A request with the policies of all layers, and perhaps what is expected of it; one line of a case file.</summary>
/// <param name="Name">What the case is called; null when it has no name.</param>
/// <param name="Request">The request.</param>
/// <param name="Caller">The policies on the caller's side.</param>
/// <param name="Resource">The policies on the resource's side.</param>
internal sealed record SimulationCase(
    string? Name,
    AuthorizationRequest Request,
    CallerPolicies Caller,
    ResourcePolicy Resource
)
{
    /// <summary>The policies that are no policies, by id, with their faults; a case with any is not decided.</summary>
    public IReadOnlyList<InvalidPolicy> InvalidPolicies { get; init; } = [];

    /// <summary>What is expected; null when nothing is.</summary>
    public Expectation? Expected { get; init; }

    /// <summary>Why the expectation contradicts AWS; a case with a text here never fails.</summary>
    public string? Disputed { get; init; }

    /// <summary>The tag that excludes the case; null when none does.</summary>
    public string? ExcludedBy { get; init; }
}

/// <summary>A policy with faults.</summary>
/// <param name="Id">What the case calls it.</param>
/// <param name="Findings">What is wrong with it, and what else is found.</param>
internal sealed record InvalidPolicy(string Id, IReadOnlyList<PolicyFault> Findings);

/// <summary>What a case expects.</summary>
/// <param name="Decision">As in <c>implicit-deny</c>.</param>
/// <param name="BlockedBy">The layers that block, in any order; null when that is not said.</param>
/// <param name="Matched">Policy ids and statement indexes that must be among those that matched; null when that is not said.</param>
/// <param name="Message">The sentence of the refusal; null when that is not said.</param>
internal sealed record Expectation(
    string Decision,
    IReadOnlyList<string>? BlockedBy,
    IReadOnlyList<(string Policy, int Statement)>? Matched,
    string? Message
);
