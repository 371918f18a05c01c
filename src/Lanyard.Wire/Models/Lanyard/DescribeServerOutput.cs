using System.Text.Json;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Models.Lanyard;

/// <summary>The output of <c>lanyard:DescribeServer</c>.</summary>
public sealed record DescribeServerOutput
{
    /// <summary>The program's version.</summary>
    public string? Version { get; init; }

    /// <summary>The default account.</summary>
    public string? Account { get; init; }

    /// <summary>The default region.</summary>
    public string? Region { get; init; }

    /// <summary>What runs the containers.</summary>
    public string? Runtime { get; init; }

    /// <summary>Whether refused calls are let through and only recorded.</summary>
    public bool? Observe { get; init; }

    /// <summary>The full path of the data directory.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>When the server started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    internal static DescribeServerOutput ReadJson(ref Utf8JsonReader reader)
    {
        var value = new DescribeServerOutput();
        reader.StartShape();
        while (reader.NextMember())
        {
            switch (reader.GetString())
            {
                case "version":
                    value = value with { Version = reader.Text() };
                    break;
                case "account":
                    value = value with { Account = reader.Text() };
                    break;
                case "region":
                    value = value with { Region = reader.Text() };
                    break;
                case "runtime":
                    value = value with { Runtime = reader.Text() };
                    break;
                case "observe":
                    value = value with { Observe = reader.Boolean() };
                    break;
                case "dataDirectory":
                    value = value with { DataDirectory = reader.Text() };
                    break;
                case "startedAt":
                    value = value with { StartedAt = reader.Timestamp() };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return value;
    }

    internal static void WriteJson(Utf8JsonWriter writer, DescribeServerOutput value)
    {
        writer.WriteStartObject();
        writer.Member("version"u8, value.Version);
        writer.Member("account"u8, value.Account);
        writer.Member("region"u8, value.Region);
        writer.Member("runtime"u8, value.Runtime);
        writer.Member("observe"u8, value.Observe);
        writer.Member("dataDirectory"u8, value.DataDirectory);
        writer.Member("startedAt"u8, value.StartedAt);
        writer.WriteEndObject();
    }
}
