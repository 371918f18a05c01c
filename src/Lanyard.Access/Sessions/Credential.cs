using Lanyard.Wire;

namespace Lanyard.Access.Sessions;

/// <summary>A key that can sign, with whom it proves.</summary>
/// <param name="AccessKeyId">The key id.</param>
/// <param name="SecretAccessKey">The secret that signs.</param>
/// <param name="SessionToken">The token that must come with it; null for long-term keys.</param>
/// <param name="Caller">Who signs with it.</param>
public sealed record Credential(string AccessKeyId, Secret SecretAccessKey, Secret? SessionToken, Caller Caller);
