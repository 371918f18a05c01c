using Lanyard.Access.Admission;
using Lanyard.Storage.Blobs;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Ends an upload: the layer is there once its digest is one of those given. One that is refused is gone.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CompleteLayerUpload.html" />
internal sealed class CompleteLayerUpload(Repositories repositories, LayerUploads uploads)
    : Operation<CompleteLayerUploadInput, CompleteLayerUploadOutput>(EcrModel.CompleteLayerUpload)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        CompleteLayerUploadInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcrModel.Service, input);
        return Needs(repositories.On("ecr:CompleteLayerUpload", call, input.RegistryId, input.RepositoryName!));
    }

    public override async ValueTask<CompleteLayerUploadOutput> InvokeAsync(
        CompleteLayerUploadInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var repository = repositories.Find(call, input.RegistryId, input.RepositoryName!);
        var upload = uploads.Find(repository.Key, input.UploadId!) ?? throw EcrErrors.UploadNotFound(input.UploadId!);
        var digest = await uploads.EndAsync(
            upload,
            writer =>
                repositories.ChangeAsync(
                    () => AddAsync(call, input, upload.Received, writer, cancellationToken),
                    cancellationToken
                ),
            cancellationToken
        );
        return new CompleteLayerUploadOutput
        {
            RegistryId = repository.Account,
            RepositoryName = repository.Name,
            UploadId = upload.Id,
            LayerDigest = digest,
        };
    }

    private async ValueTask<string> AddAsync(
        Call call,
        CompleteLayerUploadInput input,
        long received,
        BlobWriter writer,
        CancellationToken cancellationToken
    )
    {
        var repository = repositories.Find(call, input.RegistryId, input.RepositoryName!);
        var digest = $"sha256:{writer.CurrentSha256()}";
        if (received == 0)
        {
            throw EcrErrors.EmptyUpload(input.UploadId!);
        }

        if (input.LayerDigests?.Contains(digest, StringComparer.Ordinal) != true)
        {
            throw EcrErrors.BadLayer(digest);
        }

        if (await repositories.FindLayerAsync(repository, digest, cancellationToken) is not null)
        {
            throw EcrErrors.LayerExists(digest, repository.Name, repository.Account);
        }

        var blob = await writer.CommitByDigestAsync(cancellationToken);
        await repositories.Layers.PutAsync(
            new LayerRecord(repository.Key, digest, blob.LengthBytes),
            cancellationToken
        );
        return digest;
    }
}
