using System.Text.Json.Serialization;

namespace Lanyard.Access.Identity;

/// <summary>How users, roles, policies and access keys are written to the store.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(UserRecord))]
[JsonSerializable(typeof(RoleRecord))]
[JsonSerializable(typeof(PolicyRecord))]
[JsonSerializable(typeof(AccessKeyRecord))]
internal sealed partial class IdentityJson : JsonSerializerContext;
