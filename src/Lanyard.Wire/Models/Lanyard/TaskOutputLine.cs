using System.Text.Json;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Models.Lanyard;

/// <summary>One line that a container wrote.</summary>
public sealed record TaskOutputLine
{
    /// <summary>The container's name.</summary>
    public string? Container { get; init; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary><c>stdout</c> or <c>stderr</c>.</summary>
    public string? Stream { get; init; }

    /// <summary>The line without its end.</summary>
    public string? Text { get; init; }

    internal static TaskOutputLine ReadJson(ref Utf8JsonReader reader)
    {
        var value = new TaskOutputLine();
        reader.StartShape();
        while (reader.NextMember())
        {
            switch (reader.GetString())
            {
                case "container":
                    value = value with { Container = reader.Text() };
                    break;
                case "timestamp":
                    value = value with { Timestamp = reader.Timestamp() };
                    break;
                case "stream":
                    value = value with { Stream = reader.Text() };
                    break;
                case "text":
                    value = value with { Text = reader.Text() };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return value;
    }

    internal static void WriteJson(Utf8JsonWriter writer, TaskOutputLine value)
    {
        writer.WriteStartObject();
        writer.Member("container"u8, value.Container);
        writer.Member("timestamp"u8, value.Timestamp);
        writer.Member("stream"u8, value.Stream);
        writer.Member("text"u8, value.Text);
        writer.WriteEndObject();
    }
}
