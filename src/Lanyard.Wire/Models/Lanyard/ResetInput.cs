using System.Text.Json;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Models.Lanyard;

/// <summary>The input of <c>lanyard:Reset</c>.</summary>
public sealed record ResetInput
{
    internal static ResetInput ReadJson(ref Utf8JsonReader reader)
    {
        reader.StartShape();
        while (reader.NextMember())
        {
            reader.Skip();
        }

        return new ResetInput();
    }

    internal static void WriteJson(Utf8JsonWriter writer, ResetInput value)
    {
        writer.WriteStartObject();
        writer.WriteEndObject();
    }
}
