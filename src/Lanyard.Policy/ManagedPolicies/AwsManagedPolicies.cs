using System.Diagnostics.CodeAnalysis;

namespace Lanyard.Policy.ManagedPolicies;

/// <summary>The policies that AWS keeps for everyone, resolved offline.</summary>
public static class AwsManagedPolicies
{
    /// <summary>Finds the document of a managed policy.</summary>
    /// <param name="arn">As in <c>arn:aws:iam::aws:policy/AdministratorAccess</c>.</param>
    /// <param name="document">The policy's JSON.</param>
    public static bool TryGet(string arn, [NotNullWhen(true)] out string? document) =>
        throw new NotImplementedException();
}
