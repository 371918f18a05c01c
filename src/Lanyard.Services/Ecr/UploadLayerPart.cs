using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Adds a part to an upload. One without bytes asks for leave: the registry then streams them to the upload itself.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UploadLayerPart.html" />
internal sealed class UploadLayerPart(Repositories repositories, LayerUploads uploads)
    : Operation<UploadLayerPartInput, UploadLayerPartOutput>(EcrModel.UploadLayerPart)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        UploadLayerPartInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcrModel.Service, input);
        return Needs(repositories.On("ecr:UploadLayerPart", call, input.RegistryId, input.RepositoryName!));
    }

    public override async ValueTask<UploadLayerPartOutput> InvokeAsync(
        UploadLayerPartInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var repository = repositories.Find(call, input.RegistryId, input.RepositoryName!);
        var upload =
            uploads.Find(repository.Key, input.UploadId!)
            ?? throw EcrErrors.UploadNotFound(input.UploadId!, repository.Name, repository.Account);
        if (input.PartFirstByte != upload.Received)
        {
            throw EcrErrors.BadPart(upload.Id, upload.Received);
        }

        if (input.LayerPartBlob is { Length: > 0 } part)
        {
            using var bytes = new MemoryStream(part.ToArray(), writable: false);
            await upload.AppendAsync(bytes, cancellationToken);
        }

        return new UploadLayerPartOutput
        {
            RegistryId = repository.Account,
            RepositoryName = repository.Name,
            UploadId = upload.Id,
            LastByteReceived = upload.Received - 1,
        };
    }
}
