using System.Text.Json.Serialization;
using Lanyard.Tasks.Definitions;
using Lanyard.Tasks.Lifecycle;

namespace Lanyard.Tasks;

/// <summary>How this floor's records are written to the store.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(TaskDefinitionRecord))]
[JsonSerializable(typeof(TaskFamilyRecord))]
[JsonSerializable(typeof(TaskRecord))]
internal sealed partial class TasksJson : JsonSerializerContext;
