using System.Text.Json.Serialization;

namespace Lanyard.Access.Sessions;

/// <summary>How sessions are written to the store.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(SessionRecord))]
internal sealed partial class SessionsJson : JsonSerializerContext;
