using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Says which layers a repository has.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchCheckLayerAvailability.html" />
internal sealed class BatchCheckLayerAvailability(Repositories repositories, Layers layers)
    : RepositoryRead<BatchCheckLayerAvailabilityInput, BatchCheckLayerAvailabilityOutput>(
        EcrModel.BatchCheckLayerAvailability,
        repositories
    )
{
    protected override Found<RepositoryRecord> Find(BatchCheckLayerAvailabilityInput input, Call call) =>
        Repositories.Find(call, input.RegistryId, input.RepositoryName!);

    protected override BatchCheckLayerAvailabilityOutput Answer(
        BatchCheckLayerAvailabilityInput input,
        RepositoryRecord repository
    )
    {
        var digests = input.LayerDigests!.ToLookup(ImageFailures.IsDigest);
        return new BatchCheckLayerAvailabilityOutput
        {
            Layers = [.. digests[true].Select(digest => Describe(digest, layers.Find(repository, digest)))],
            Failures = [.. digests[false].Select(ImageFailures.BadLayerDigest)],
        };
    }

    private static Layer Describe(string digest, LayerRecord? layer) =>
        new()
        {
            LayerDigest = digest,
            LayerAvailability = layer is null ? "UNAVAILABLE" : "AVAILABLE",
            LayerSize = layer?.Bytes,
        };
}
