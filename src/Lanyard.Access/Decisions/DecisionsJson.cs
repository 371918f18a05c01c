using System.Text.Json.Serialization;

namespace Lanyard.Access.Decisions;

/// <summary>How decisions are written to the store.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(DecisionRecord))]
internal sealed partial class DecisionsJson : JsonSerializerContext;
