using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Begins to upload a layer.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_InitiateLayerUpload.html" />
internal sealed class InitiateLayerUpload(Repositories repositories, LayerUploads uploads)
    : RepositoryRead<InitiateLayerUploadInput, InitiateLayerUploadOutput>(EcrModel.InitiateLayerUpload, repositories)
{
    protected override Found<RepositoryRecord> Find(InitiateLayerUploadInput input, Call call) =>
        Repositories.Find(call, input.RegistryId, input.RepositoryName!);

    protected override InitiateLayerUploadOutput Answer(InitiateLayerUploadInput input, RepositoryRecord repository) =>
        new() { UploadId = uploads.Begin(repository).Id, PartSize = UploadLayerPart.LargestPartBytes };
}
