using System.Text.Json.Serialization;

namespace Lanyard.Services.SecretsManager;

/// <summary>How secrets are written to the store.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(SecretRecord))]
internal sealed partial class SecretsManagerJson : JsonSerializerContext;
