using System.Text.Json.Serialization;

namespace Lanyard.Services.Ecr;

/// <summary>How repositories, layers and images are written to the store.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(RepositoryRecord))]
[JsonSerializable(typeof(LayerRecord))]
[JsonSerializable(typeof(ImageRecord))]
internal sealed partial class EcrJson : JsonSerializerContext;
