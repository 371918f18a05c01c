using System.Text.Json.Serialization;

namespace Lanyard.Services.Ssm;

/// <summary>How parameters are written to the store.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ParameterRecord))]
internal sealed partial class SsmJson : JsonSerializerContext;
