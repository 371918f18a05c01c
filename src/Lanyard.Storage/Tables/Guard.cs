using System.Text.Json.Serialization;

namespace Lanyard.Storage.Tables;

/// <summary>The record that changes with the same guard have in common (<see cref="RecordChange.Guard" />).</summary>
/// <param name="Name">What is guarded, as in <c>iam/111122223333</c>.</param>
internal sealed record Guard(string Name) : IRecord
{
    public static readonly Collection<Guard> Collection = new("guards", () => GuardJson.Default.Guard);

    /// <inheritdoc />
    [JsonIgnore]
    public string Key => Name;

    /// <inheritdoc />
    [JsonIgnore]
    public string Id => Name;
}

/// <summary>How it is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Guard))]
internal sealed partial class GuardJson : JsonSerializerContext;
