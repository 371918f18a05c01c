using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Ends an upload: the layer is there once its digest is one of those given.</summary>
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
        var upload =
            uploads.Find(repository.Key, input.UploadId!)
            ?? throw EcrErrors.UploadNotFound(input.UploadId!, repository.Name, repository.Account);
        var digest = $"sha256:{upload.Writer.CurrentSha256()}";
        try
        {
            if (input.LayerDigests?.Contains(digest, StringComparer.Ordinal) != true)
            {
                throw EcrErrors.BadLayer(digest);
            }

            var blob = await upload.Writer.CommitByDigestAsync(cancellationToken);
            await repositories.Layers.PutAsync(
                new LayerRecord(repository.Key, digest, blob.LengthBytes),
                cancellationToken
            );
        }
        finally
        {
            await uploads.EndAsync(upload);
        }

        return new CompleteLayerUploadOutput
        {
            RegistryId = repository.Account,
            RepositoryName = repository.Name,
            UploadId = upload.Id,
            LayerDigest = digest,
        };
    }
}
