using System.Text.Json;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Models.Lanyard;

/// <summary>The input of <c>lanyard:StopServer</c>.</summary>
public sealed record StopServerInput
{
    /// <summary>Whether running tasks are stopped too.</summary>
    public bool? StopTasks { get; init; }

    internal static StopServerInput ReadJson(ref Utf8JsonReader reader)
    {
        var value = new StopServerInput();
        reader.StartShape();
        while (reader.NextMember())
        {
            switch (reader.GetString())
            {
                case "stopTasks":
                    value = value with { StopTasks = reader.Boolean() };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return value;
    }

    internal static void WriteJson(Utf8JsonWriter writer, StopServerInput value)
    {
        writer.WriteStartObject();
        writer.Member("stopTasks"u8, value.StopTasks);
        writer.WriteEndObject();
    }
}
