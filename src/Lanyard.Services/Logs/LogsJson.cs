using System.Text.Json.Serialization;

namespace Lanyard.Services.Logs;

/// <summary>How groups, streams and events are written to the store.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(LogGroupRecord))]
[JsonSerializable(typeof(LogStreamRecord))]
[JsonSerializable(typeof(LogEntry))]
internal sealed partial class LogsJson : JsonSerializerContext;
