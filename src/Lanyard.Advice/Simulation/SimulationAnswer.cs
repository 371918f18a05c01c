using System.Text.Json;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Explanation;

namespace Lanyard.Advice.Simulation;

/// <summary>How a case was decided.</summary>
/// <param name="Decision"><c>allow</c>, <c>implicit-deny</c>, <c>explicit-deny</c> or <c>invalid-policy</c>.</param>
/// <param name="BlockedBy">The layers whose silence or denial kept the request from being allowed.</param>
/// <param name="Matched">The statements that matched, with the effect that was decided.</param>
/// <param name="Message">The sentence of the refusal; null when the request is allowed or was not decided.</param>
internal sealed record SimulationAnswer(
    string Decision,
    IReadOnlyList<string> BlockedBy,
    IReadOnlyList<(string Policy, int Statement)> Matched,
    string? Message
)
{
    /// <summary>Decides a case.</summary>
    public static SimulationAnswer To(SimulationCase asked)
    {
        if (asked.InvalidPolicies.Count > 0)
        {
            return new SimulationAnswer("invalid-policy", [], [], null);
        }

        var explanation = Explainer.Explain(asked.Request, asked.Caller, asked.Resource);
        var decision = explanation.Decision;
        return new SimulationAnswer(
            decision.Outcome switch
            {
                DecisionOutcome.Allow => "allow",
                DecisionOutcome.ExplicitDeny => "explicit-deny",
                _ => "implicit-deny",
            },
            [.. explanation.BlockedBy.Select(WordOf).Distinct(StringComparer.Ordinal)],
            [.. explanation.Matched.Select(one => (one.Policy, one.StatementIndex))],
            decision.IsAllowed ? null : AccessDeniedSentence.OfService(asked.Request, decision)
        );
    }

    /// <summary>Whether it is as expected.</summary>
    public bool Meets(Expectation expected) =>
        Decision == expected.Decision
        && (expected.BlockedBy is null || expected.BlockedBy.ToHashSet(StringComparer.Ordinal).SetEquals(BlockedBy))
        && (expected.Matched is null || expected.Matched.All(Matched.Contains))
        && (expected.Message is null || Message == expected.Message);

    /// <summary>Writes its members.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("decision", Decision);
        writer.WriteStartArray("blockedBy");
        foreach (var layer in BlockedBy)
        {
            writer.WriteStringValue(layer);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("matched");
        foreach (var (policy, statement) in Matched)
        {
            writer.WriteStartObject();
            writer.WriteString("policy", policy);
            writer.WriteNumber("statement", statement);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteString("message", Message);
    }

    // A case gives the trust policy of the role that is assumed as the policy of the resource.
    private static string WordOf(PolicyLayer layer) =>
        PolicyLayers.WordOf(layer == PolicyLayer.Trust ? PolicyLayer.Resource : layer);
}
