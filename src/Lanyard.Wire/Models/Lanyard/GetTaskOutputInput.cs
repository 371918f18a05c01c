using System.Text.Json;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Models.Lanyard;

/// <summary>The input of <c>lanyard:GetTaskOutput</c>.</summary>
public sealed record GetTaskOutputInput
{
    /// <summary>The task's ARN or id.</summary>
    public string? Task { get; init; }

    /// <summary>One container's name; null: all.</summary>
    public string? Container { get; init; }

    /// <summary>Where to go on; null: at the beginning.</summary>
    public long? Position { get; init; }

    /// <summary>How long to wait for a line when there is none yet; null or 0: not at all.</summary>
    public int? WaitSeconds { get; init; }

    internal static GetTaskOutputInput ReadJson(ref Utf8JsonReader reader)
    {
        var value = new GetTaskOutputInput();
        reader.StartShape();
        while (reader.NextMember())
        {
            switch (reader.GetString())
            {
                case "task":
                    value = value with { Task = reader.Text() };
                    break;
                case "container":
                    value = value with { Container = reader.Text() };
                    break;
                case "position":
                    value = value with { Position = reader.Int64() };
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

    internal static void WriteJson(Utf8JsonWriter writer, GetTaskOutputInput value)
    {
        writer.WriteStartObject();
        writer.Member("task"u8, value.Task);
        writer.Member("container"u8, value.Container);
        writer.Member("position"u8, value.Position);
        writer.Member("waitSeconds"u8, value.WaitSeconds);
        writer.WriteEndObject();
    }
}
