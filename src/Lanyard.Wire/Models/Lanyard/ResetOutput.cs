using System.Text.Json;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Models.Lanyard;

/// <summary>The output of <c>lanyard:Reset</c>.</summary>
public sealed record ResetOutput
{
    internal static ResetOutput ReadJson(ref Utf8JsonReader reader)
    {
        reader.StartShape();
        while (reader.NextMember())
        {
            reader.Skip();
        }

        return new ResetOutput();
    }

    internal static void WriteJson(Utf8JsonWriter writer, ResetOutput value)
    {
        writer.WriteStartObject();
        writer.WriteEndObject();
    }
}
