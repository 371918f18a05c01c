using System.Text.Json.Serialization;

namespace Lanyard.Services.Ecs;

/// <summary>How clusters and client tokens are written to the store.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ClusterRecord))]
[JsonSerializable(typeof(ClientTokenRecord))]
internal sealed partial class EcsJson : JsonSerializerContext;
