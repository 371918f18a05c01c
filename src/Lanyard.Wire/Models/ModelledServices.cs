using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Models;

/// <content>How a request's service is found among them.</content>
public static partial class ModelledServices
{
    /// <summary>A service by the name in credential scopes; null when it has no model.</summary>
    internal static ModelledService? BySigningName(string name) =>
        Array.Find(Entries, entry => entry.Service.SigningName == name);

    /// <summary>A JSON service by what stands before the dot in <c>X-Amz-Target</c>; null when it has no model.</summary>
    internal static ModelledService? ByTargetPrefix(string prefix) =>
        Array.Find(Entries, entry => entry.Service.TargetPrefix == prefix);

    /// <summary>A Query service by its version and one of its operations; null when it has no model.</summary>
    internal static ModelledService? ByVersion(string version, string operation) =>
        Array.Find(
            Entries,
            entry =>
                entry.Service.Protocol == Protocol.Query
                && entry.Service.ApiVersion == version
                && entry.Knows(operation)
        );
}
