using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Begins to upload a layer.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_InitiateLayerUpload.html" />
internal sealed class InitiateLayerUpload(Repositories repositories, LayerUploads uploads)
    : Operation<InitiateLayerUploadInput, InitiateLayerUploadOutput>(EcrModel.InitiateLayerUpload)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        InitiateLayerUploadInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcrModel.Service, input);
        return Needs(repositories.On("ecr:InitiateLayerUpload", call, input.RegistryId, input.RepositoryName!));
    }

    public override ValueTask<InitiateLayerUploadOutput> InvokeAsync(
        InitiateLayerUploadInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var repository = repositories.Find(call, input.RegistryId, input.RepositoryName!);
        var upload = uploads.Begin(repository.Key);
        return new(new InitiateLayerUploadOutput { UploadId = upload.Id, PartSize = UploadLayerPart.LargestPartBytes });
    }
}
