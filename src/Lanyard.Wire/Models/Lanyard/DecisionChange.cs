using System.Text.Json;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Models.Lanyard;

/// <summary>The smallest change that would allow a refused requirement.</summary>
public sealed record DecisionChange
{
    /// <summary>The layer of policies to change.</summary>
    public string? Layer { get; init; }

    /// <summary>What to do, in one sentence.</summary>
    public string? Advice { get; init; }

    /// <summary>The statement to add, as JSON; null when adding does not help.</summary>
    public string? Statement { get; init; }

    internal static DecisionChange ReadJson(ref Utf8JsonReader reader)
    {
        var value = new DecisionChange();
        reader.StartShape();
        while (reader.NextMember())
        {
            switch (reader.GetString())
            {
                case "layer":
                    value = value with { Layer = reader.Text() };
                    break;
                case "advice":
                    value = value with { Advice = reader.Text() };
                    break;
                case "statement":
                    value = value with { Statement = reader.Text() };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return value;
    }

    internal static void WriteJson(Utf8JsonWriter writer, DecisionChange value)
    {
        writer.WriteStartObject();
        writer.Member("layer"u8, value.Layer);
        writer.Member("advice"u8, value.Advice);
        writer.Member("statement"u8, value.Statement);
        writer.WriteEndObject();
    }
}
