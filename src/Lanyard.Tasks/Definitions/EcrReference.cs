using System.Diagnostics.CodeAnalysis;
using Lanyard.Containers.Images;

namespace Lanyard.Tasks.Definitions;

/// <summary>An image in a private ECR registry: <c>ACCOUNT.dkr.ecr.REGION.amazonaws.com/REPOSITORY[:TAG][@DIGEST]</c>.</summary>
/// <param name="RegistryId">The twelve digits of the account.</param>
/// <param name="Region">The registry's region.</param>
/// <param name="Name">The whole name.</param>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html" />
internal sealed record EcrReference(string RegistryId, string Region, ImageReference Name)
{
    /// <summary>Reads the name of an image; false when it is not in a private ECR registry.</summary>
    public static bool TryParse([NotNullWhen(true)] string? image, [NotNullWhen(true)] out EcrReference? reference)
    {
        reference =
            ImageReference.TryParse(image, out var name) && EcrRegistry.TryParse(name.Host, out var registry)
                ? new EcrReference(registry.RegistryId, registry.Region, name)
                : null;
        return reference is not null;
    }
}
