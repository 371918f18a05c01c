using System.Text.Json.Serialization;
using Lanyard.Access.Decisions;
using Lanyard.Access.Identity;
using Lanyard.Access.Sessions;

namespace Lanyard.Access;

/// <summary>How this floor's records are written to the store.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(UserRecord))]
[JsonSerializable(typeof(RoleRecord))]
[JsonSerializable(typeof(PolicyRecord))]
[JsonSerializable(typeof(AccessKeyRecord))]
[JsonSerializable(typeof(SessionRecord))]
[JsonSerializable(typeof(DecisionRecord))]
internal sealed partial class AccessJson : JsonSerializerContext;
