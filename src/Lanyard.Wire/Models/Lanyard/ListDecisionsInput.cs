using System.Text.Json;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Models.Lanyard;

/// <summary>The input of <c>lanyard:ListDecisions</c>.</summary>
public sealed record ListDecisionsInput
{
    /// <summary>Decisions with a greater sequence number are wanted; null: all.</summary>
    public long? After { get; init; }

    /// <summary>At most so many decisions.</summary>
    public int? MaxResults { get; init; }

    /// <summary>How long to wait for a decision when there is none yet; null or 0: not at all.</summary>
    public int? WaitSeconds { get; init; }

    internal static ListDecisionsInput ReadJson(ref Utf8JsonReader reader)
    {
        var value = new ListDecisionsInput();
        reader.StartShape();
        while (reader.NextMember())
        {
            switch (reader.GetString())
            {
                case "after":
                    value = value with { After = reader.Int64() };
                    break;
                case "maxResults":
                    value = value with { MaxResults = reader.Int32() };
                    break;
                case "waitSeconds":
                    value = value with { WaitSeconds = reader.Int32() };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return value;
    }

    internal static void WriteJson(Utf8JsonWriter writer, ListDecisionsInput value)
    {
        writer.WriteStartObject();
        writer.Member("after"u8, value.After);
        writer.Member("maxResults"u8, value.MaxResults);
        writer.Member("waitSeconds"u8, value.WaitSeconds);
        writer.WriteEndObject();
    }
}
