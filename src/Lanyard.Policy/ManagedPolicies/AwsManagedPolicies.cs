using System.Diagnostics.CodeAnalysis;

namespace Lanyard.Policy.ManagedPolicies;

/// <summary>The policies that AWS keeps for everyone, resolved offline.</summary>
public static class AwsManagedPolicies
{
    private const string ArnPrefix = "arn:aws:iam::aws:policy/";

    /// <summary>Finds the document of a managed policy.</summary>
    /// <param name="arn">As in <c>arn:aws:iam::aws:policy/AdministratorAccess</c>.</param>
    /// <param name="document">The policy's JSON.</param>
    public static bool TryGet(string arn, [NotNullWhen(true)] out string? document)
    {
        ArgumentNullException.ThrowIfNull(arn);
        document = arn.StartsWith(ArnPrefix, StringComparison.Ordinal) ? Read(arn[ArnPrefix.Length..]) : null;
        return document is not null;
    }

    // A resource is named by the policy's path and name, so that a lookup reads one policy and no other.
    private static string? Read(string pathAndName)
    {
        using var stream = typeof(AwsManagedPolicies).Assembly.GetManifestResourceStream(
            $"ManagedPolicies/{pathAndName}.json"
        );
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
