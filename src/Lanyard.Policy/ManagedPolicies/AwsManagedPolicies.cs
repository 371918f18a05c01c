using System.Diagnostics.CodeAnalysis;

namespace Lanyard.Policy.ManagedPolicies;

/// <summary>The policies that AWS keeps for everyone, resolved offline.</summary>
public static class AwsManagedPolicies
{
    private const string ArnPrefix = "arn:aws:iam::aws:policy/";
    private const string ResourcePrefix = "ManagedPolicies/";
    private const string ResourceSuffix = ".json";

    private static readonly Lazy<IReadOnlyList<string>> KnownArns = new(() =>
        [
            .. typeof(AwsManagedPolicies)
                .Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
                .Select(name => ArnPrefix + name[ResourcePrefix.Length..^ResourceSuffix.Length])
                .Order(StringComparer.Ordinal),
        ]
    );

    /// <summary>The ARNs of all policies that are known, in order.</summary>
    public static IReadOnlyList<string> Arns => KnownArns.Value;

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
            ResourcePrefix + pathAndName + ResourceSuffix
        );
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
