using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Lanyard.Containers.Images;

namespace Lanyard.Tasks.Definitions;

/// <summary>An image in a private ECR registry: <c>ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY[:TAG][@DIGEST]</c>.</summary>
/// <param name="RegistryId">The twelve digits of the account.</param>
/// <param name="Region">The registry's region.</param>
/// <param name="Name">The whole name.</param>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html" />
internal sealed partial record EcrReference(string RegistryId, string Region, ImageReference Name)
{
    /// <summary>Reads the name of an image; false when it is not in a private ECR registry.</summary>
    public static bool TryParse([NotNullWhen(true)] string? image, [NotNullWhen(true)] out EcrReference? reference)
    {
        reference = null;
        if (
            ImageReference.TryParse(image, out var name)
            && name.Host is { } host
            && Registry().Match(host) is { Success: true } match
        )
        {
            reference = new EcrReference(match.Groups["account"].Value, match.Groups["region"].Value, name);
        }

        return reference is not null;
    }

    [GeneratedRegex(
        @"\A(?<account>[0-9]{12})\.dkr[.-]ecr(-fips)?\.(?<region>[a-z0-9-]+)\.(amazonaws\.com(\.cn)?|on\.aws)\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Registry();
}
