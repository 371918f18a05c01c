using System.Text;
using System.Text.Json;

namespace Lanyard.Cli.Rendering;

/// <summary>A JSON object on one line, for scripts.</summary>
internal static class JsonLine
{
    /// <summary>Writes the members of an object.</summary>
    public static string Of(Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Writes the containers of a task as the member <c>containers</c>.</summary>
    public static void WriteContainers(Utf8JsonWriter json, Wire.Models.Ecs.EcsTask task)
    {
        json.WriteStartArray("containers");
        foreach (var container in task.Containers ?? [])
        {
            json.WriteStartObject();
            json.WriteString("name", container.Name);
            if (container.ExitCode is { } exitCode)
            {
                json.WriteNumber("exitCode", exitCode);
            }

            json.WriteString("reason", container.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
