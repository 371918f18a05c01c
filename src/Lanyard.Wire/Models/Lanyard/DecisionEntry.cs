using System.Text.Json;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Models.Lanyard;

/// <summary>One decision of the front door, with what it was made from.</summary>
public sealed record DecisionEntry
{
    /// <summary>Counts the decisions of a server, from 1.</summary>
    public long? Sequence { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The id of the request.</summary>
    public string? RequestId { get; init; }

    /// <summary>Who called.</summary>
    public string? CallerArn { get; init; }

    /// <summary>Which kind of caller, as in <c>AssumedRole</c>.</summary>
    public string? CallerType { get; init; }

    /// <summary>The role behind the session; null when the caller is none.</summary>
    public string? RoleArn { get; init; }

    /// <summary>The task that the role acts for; null outside tasks.</summary>
    public string? TaskArn { get; init; }

    /// <summary><c>execution</c> or <c>task</c>; null outside tasks.</summary>
    public string? TaskRole { get; init; }

    /// <summary>The IAM prefix of the service.</summary>
    public string? Service { get; init; }

    /// <summary>The operation.</summary>
    public string? Operation { get; init; }

    /// <summary>Whether the policies allow it.</summary>
    public bool? Allowed { get; init; }

    /// <summary>Whether it passed although refused, because the server only observes.</summary>
    public bool? Observed { get; init; }

    /// <summary>The code that the caller got; null when the call was let through.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>What the call needed, each with its outcome.</summary>
    public IReadOnlyList<DecisionRequirement>? Requirements { get; init; }

    internal static DecisionEntry ReadJson(ref Utf8JsonReader reader)
    {
        var value = new DecisionEntry();
        reader.StartShape();
        while (reader.NextMember())
        {
            switch (reader.GetString())
            {
                case "sequence":
                    value = value with { Sequence = reader.Int64() };
                    break;
                case "time":
                    value = value with { Time = reader.Timestamp() };
                    break;
                case "requestId":
                    value = value with { RequestId = reader.Text() };
                    break;
                case "callerArn":
                    value = value with { CallerArn = reader.Text() };
                    break;
                case "callerType":
                    value = value with { CallerType = reader.Text() };
                    break;
                case "roleArn":
                    value = value with { RoleArn = reader.Text() };
                    break;
                case "taskArn":
                    value = value with { TaskArn = reader.Text() };
                    break;
                case "taskRole":
                    value = value with { TaskRole = reader.Text() };
                    break;
                case "service":
                    value = value with { Service = reader.Text() };
                    break;
                case "operation":
                    value = value with { Operation = reader.Text() };
                    break;
                case "allowed":
                    value = value with { Allowed = reader.Boolean() };
                    break;
                case "observed":
                    value = value with { Observed = reader.Boolean() };
                    break;
                case "errorCode":
                    value = value with { ErrorCode = reader.Text() };
                    break;
                case "requirements":
                    value = value with { Requirements = reader.List(DecisionRequirement.ReadJson) };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return value;
    }

    internal static void WriteJson(Utf8JsonWriter writer, DecisionEntry value)
    {
        writer.WriteStartObject();
        writer.Member("sequence"u8, value.Sequence);
        writer.Member("time"u8, value.Time);
        writer.Member("requestId"u8, value.RequestId);
        writer.Member("callerArn"u8, value.CallerArn);
        writer.Member("callerType"u8, value.CallerType);
        writer.Member("roleArn"u8, value.RoleArn);
        writer.Member("taskArn"u8, value.TaskArn);
        writer.Member("taskRole"u8, value.TaskRole);
        writer.Member("service"u8, value.Service);
        writer.Member("operation"u8, value.Operation);
        writer.Member("allowed"u8, value.Allowed);
        writer.Member("observed"u8, value.Observed);
        writer.Member("errorCode"u8, value.ErrorCode);
        writer.List("requirements"u8, value.Requirements, DecisionRequirement.WriteJson);
        writer.WriteEndObject();
    }
}
