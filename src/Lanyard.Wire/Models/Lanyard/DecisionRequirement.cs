using System.Text.Json;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Models.Lanyard;

/// <summary>One permission that a call needed, and what settled it.</summary>
public sealed record DecisionRequirement
{
    /// <summary>The IAM action.</summary>
    public string? Action { get; init; }

    /// <summary>The resource's ARN, or <c>*</c>.</summary>
    public string? Resource { get; init; }

    /// <summary><c>allow</c>, <c>implicit-deny</c> or <c>explicit-deny</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>The layer of policies that settled it.</summary>
    public string? Layer { get; init; }

    /// <summary>The policy that settled it; null when none matched.</summary>
    public string? Policy { get; init; }

    /// <summary>The statement's place in the policy, from 0.</summary>
    public int? Statement { get; init; }

    /// <summary>The statement's Sid.</summary>
    public string? Sid { get; init; }

    /// <summary>The refusal as AWS words it; null when allowed.</summary>
    public string? Sentence { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public string? Reason { get; init; }

    /// <summary>The smallest change that would allow it; null when allowed.</summary>
    public DecisionChange? Change { get; init; }

    /// <summary>Statements that almost matched, each with what did not.</summary>
    public IReadOnlyList<string>? NearMisses { get; init; }

    /// <summary>The condition keys and their values.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Context { get; init; }

    internal static DecisionRequirement ReadJson(ref Utf8JsonReader reader)
    {
        var value = new DecisionRequirement();
        reader.StartShape();
        while (reader.NextMember())
        {
            switch (reader.GetString())
            {
                case "action":
                    value = value with { Action = reader.Text() };
                    break;
                case "resource":
                    value = value with { Resource = reader.Text() };
                    break;
                case "outcome":
                    value = value with { Outcome = reader.Text() };
                    break;
                case "layer":
                    value = value with { Layer = reader.Text() };
                    break;
                case "policy":
                    value = value with { Policy = reader.Text() };
                    break;
                case "statement":
                    value = value with { Statement = reader.Int32() };
                    break;
                case "sid":
                    value = value with { Sid = reader.Text() };
                    break;
                case "sentence":
                    value = value with { Sentence = reader.Text() };
                    break;
                case "reason":
                    value = value with { Reason = reader.Text() };
                    break;
                case "change":
                    value = value with { Change = reader.Shape(DecisionChange.ReadJson) };
                    break;
                case "nearMisses":
                    value = value with { NearMisses = reader.List(JsonInput.TextItem) };
                    break;
                case "context":
                    value = value with
                    {
                        Context = reader.Map(static (ref item) => JsonInput.ListItem(ref item, JsonInput.TextItem)),
                    };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return value;
    }

    internal static void WriteJson(Utf8JsonWriter writer, DecisionRequirement value)
    {
        writer.WriteStartObject();
        writer.Member("action"u8, value.Action);
        writer.Member("resource"u8, value.Resource);
        writer.Member("outcome"u8, value.Outcome);
        writer.Member("layer"u8, value.Layer);
        writer.Member("policy"u8, value.Policy);
        writer.Member("statement"u8, value.Statement);
        writer.Member("sid"u8, value.Sid);
        writer.Member("sentence"u8, value.Sentence);
        writer.Member("reason"u8, value.Reason);
        writer.Member("change"u8, value.Change, DecisionChange.WriteJson);
        writer.List("nearMisses"u8, value.NearMisses, JsonOutput.Item);
        writer.Map(
            "context"u8,
            value.Context,
            static (writer, items) => JsonOutput.Items(writer, items, JsonOutput.Item)
        );
        writer.WriteEndObject();
    }
}
