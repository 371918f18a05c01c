using System.Text.Json.Serialization;

namespace Lanyard.Services.S3;

/// <summary>How buckets and objects are written to the store.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(BucketRecord))]
[JsonSerializable(typeof(ObjectRecord))]
internal sealed partial class S3Json : JsonSerializerContext;
