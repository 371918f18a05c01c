using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Lanyard.Tasks.Definitions;

/// <summary>A private ECR registry, as its host name says: <c>ACCOUNT.dkr.ecr.REGION.amazonaws.com</c>.</summary>
/// <param name="RegistryId">The twelve digits of the account.</param>
/// <param name="Region">The registry's region.</param>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html" />
public sealed partial record EcrRegistry(string RegistryId, string Region)
{
    /// <summary>Reads a host name; false when it is not that of a private ECR registry.</summary>
    public static bool TryParse([NotNullWhen(true)] string? host, [NotNullWhen(true)] out EcrRegistry? registry)
    {
        registry =
            host is not null && HostName().Match(host) is { Success: true } match
                ? new EcrRegistry(match.Groups["account"].Value, match.Groups["region"].Value)
                : null;
        return registry is not null;
    }

    [GeneratedRegex(
        @"\A(?<account>[0-9]{12})\.dkr[.-]ecr(-fips)?\.(?<region>[a-z0-9-]+)\.(amazonaws\.com(\.cn)?|on\.aws)\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex HostName();
}
