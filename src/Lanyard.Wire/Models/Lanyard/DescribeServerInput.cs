using System.Text.Json;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Models.Lanyard;

/// <summary>The input of <c>lanyard:DescribeServer</c>.</summary>
public sealed record DescribeServerInput
{
    internal static DescribeServerInput ReadJson(ref Utf8JsonReader reader)
    {
        reader.StartShape();
        while (reader.NextMember())
        {
            reader.Skip();
        }

        return new DescribeServerInput();
    }

    internal static void WriteJson(Utf8JsonWriter writer, DescribeServerInput value)
    {
        writer.WriteStartObject();
        writer.WriteEndObject();
    }
}
