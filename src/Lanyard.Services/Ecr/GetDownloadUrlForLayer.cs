using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Hands out the address of a layer.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetDownloadUrlForLayer.html" />
internal sealed class GetDownloadUrlForLayer(Repositories repositories, LayerDownloads downloads, ServiceHost host)
    : Operation<GetDownloadUrlForLayerInput, GetDownloadUrlForLayerOutput>(EcrModel.GetDownloadUrlForLayer)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        GetDownloadUrlForLayerInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcrModel.Service, input);
        return Needs(repositories.On("ecr:GetDownloadUrlForLayer", call, input.RegistryId, input.RepositoryName!));
    }

    public override async ValueTask<GetDownloadUrlForLayerOutput> InvokeAsync(
        GetDownloadUrlForLayerInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var repository = repositories.Find(call, input.RegistryId, input.RepositoryName!);
        var layer =
            await repositories.FindLayerAsync(repository, input.LayerDigest!, cancellationToken)
            ?? throw EcrErrors.LayerNotFound(input.LayerDigest!, repository.Name, repository.Account);
        return new GetDownloadUrlForLayerOutput
        {
            DownloadUrl = downloads.AddressOf(host.Endpoint!, layer.Digest).ToString(),
            LayerDigest = layer.Digest,
        };
    }
}
