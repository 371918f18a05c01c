using System.Text.Json;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Models.Lanyard;

/// <summary>The output of <c>lanyard:StopServer</c>.</summary>
public sealed record StopServerOutput
{
    internal static StopServerOutput ReadJson(ref Utf8JsonReader reader)
    {
        reader.StartShape();
        while (reader.NextMember())
        {
            reader.Skip();
        }

        return new StopServerOutput();
    }

    internal static void WriteJson(Utf8JsonWriter writer, StopServerOutput value)
    {
        writer.WriteStartObject();
        writer.WriteEndObject();
    }
}
