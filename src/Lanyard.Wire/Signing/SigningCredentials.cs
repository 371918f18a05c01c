namespace Lanyard.Wire.Signing;

/// <summary>What a client signs with.</summary>
/// <param name="AccessKeyId">The access key id.</param>
/// <param name="SecretKey">The secret access key.</param>
/// <param name="SessionToken">The session token of temporary credentials; null for long-term ones.</param>
public sealed record SigningCredentials(string AccessKeyId, Secret SecretKey, Secret? SessionToken = null);
