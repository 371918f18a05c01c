using System.Text.Json;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Models.Lanyard;

/// <summary>The output of <c>lanyard:GetTaskOutput</c>.</summary>
public sealed record GetTaskOutputOutput
{
    /// <summary>The lines in the order they were written.</summary>
    public IReadOnlyList<TaskOutputLine>? Lines { get; init; }

    /// <summary>What to give as <c>position</c> for those that follow.</summary>
    public long? Position { get; init; }

    /// <summary>Whether the task has stopped and nothing follows.</summary>
    public bool? Ended { get; init; }

    internal static GetTaskOutputOutput ReadJson(ref Utf8JsonReader reader)
    {
        var value = new GetTaskOutputOutput();
        reader.StartShape();
        while (reader.NextMember())
        {
            switch (reader.GetString())
            {
                case "lines":
                    value = value with { Lines = reader.List(TaskOutputLine.ReadJson) };
                    break;
                case "position":
                    value = value with { Position = reader.Int64() };
                    break;
                case "ended":
                    value = value with { Ended = reader.Boolean() };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return value;
    }

    internal static void WriteJson(Utf8JsonWriter writer, GetTaskOutputOutput value)
    {
        writer.WriteStartObject();
        writer.List("lines"u8, value.Lines, TaskOutputLine.WriteJson);
        writer.Member("position"u8, value.Position);
        writer.Member("ended"u8, value.Ended);
        writer.WriteEndObject();
    }
}
