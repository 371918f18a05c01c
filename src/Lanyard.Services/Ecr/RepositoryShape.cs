using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Repositories as the API shows them.</summary>
internal static class RepositoryShape
{
    /// <summary>A repository.</summary>
    public static Repository Of(RepositoryRecord repository) =>
        new()
        {
            RepositoryArn = repository.Arn,
            RegistryId = repository.Account,
            RepositoryName = repository.Name,
            RepositoryUri = repository.Uri,
            CreatedAt = repository.CreatedAt,
            ImageTagMutability = repository.TagMutability,
            ImageTagMutabilityExclusionFilters = repository.ExcludedTags.IsEmpty
                ? null
                : [.. repository.ExcludedTags.Select(Exclusion)],
            ImageScanningConfiguration = new ImageScanningConfiguration { ScanOnPush = repository.ScansOnPush },
            EncryptionConfiguration = new EncryptionConfiguration
            {
                EncryptionType = repository.EncryptionType,
                KmsKey = repository.KmsKey,
            },
        };

    private static ImageTagMutabilityExclusionFilter Exclusion(string filter) =>
        new() { FilterType = "WILDCARD", Filter = filter };
}
