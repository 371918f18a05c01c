using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Hands out the address of a layer.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetDownloadUrlForLayer.html" />
internal sealed class GetDownloadUrlForLayer(
    Repositories repositories,
    Layers layers,
    LayerDownloads downloads,
    ServiceHost host
)
    : RepositoryRead<GetDownloadUrlForLayerInput, GetDownloadUrlForLayerOutput>(
        EcrModel.GetDownloadUrlForLayer,
        repositories
    )
{
    protected override Found<RepositoryRecord> Find(GetDownloadUrlForLayerInput input, Call call) =>
        Repositories.Find(call, input.RegistryId, input.RepositoryName!);

    protected override GetDownloadUrlForLayerOutput Answer(
        GetDownloadUrlForLayerInput input,
        RepositoryRecord repository
    )
    {
        var layer =
            layers.Find(repository, input.LayerDigest!)
            ?? throw EcrErrors.LayerNotFound(input.LayerDigest!, repository.Name, repository.Account);
        return new GetDownloadUrlForLayerOutput
        {
            DownloadUrl = downloads.AddressOf(host.Endpoint!, layer).ToString(),
            LayerDigest = layer.Digest,
        };
    }
}
