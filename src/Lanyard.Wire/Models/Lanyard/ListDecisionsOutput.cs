using System.Text.Json;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Models.Lanyard;

/// <summary>The output of <c>lanyard:ListDecisions</c>.</summary>
public sealed record ListDecisionsOutput
{
    /// <summary>The decisions in the order they were made.</summary>
    public IReadOnlyList<DecisionEntry>? Decisions { get; init; }

    /// <summary>What to give as <c>after</c> for those that follow.</summary>
    public long? Next { get; init; }

    internal static ListDecisionsOutput ReadJson(ref Utf8JsonReader reader)
    {
        var value = new ListDecisionsOutput();
        reader.StartShape();
        while (reader.NextMember())
        {
            switch (reader.GetString())
            {
                case "decisions":
                    value = value with { Decisions = reader.List(DecisionEntry.ReadJson) };
                    break;
                case "next":
                    value = value with { Next = reader.Int64() };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return value;
    }

    internal static void WriteJson(Utf8JsonWriter writer, ListDecisionsOutput value)
    {
        writer.WriteStartObject();
        writer.List("decisions"u8, value.Decisions, DecisionEntry.WriteJson);
        writer.Member("next"u8, value.Next);
        writer.WriteEndObject();
    }
}
