using System.Text.Json.Serialization;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.Logs;

/// <summary>A log stream as stored; its events are in an append-only stream of the store.</summary>
internal sealed record LogStreamRecord : IRecord
{
    /// <summary>Its group's key and its name; a colon, which no name holds, stands between.</summary>
    [JsonIgnore]
    public string Key => $"{GroupKey}:{Name}";

    /// <summary>Where its events are, which is nowhere else.</summary>
    [JsonIgnore]
    public string Id => Events;

    /// <summary>The key of its group.</summary>
    public required string GroupKey { get; init; }

    /// <summary>The name, 1–512 characters without <c>:</c> and <c>*</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>The name of the store's stream that holds its events; a stream made again under its name has another.</summary>
    public required string Events { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
