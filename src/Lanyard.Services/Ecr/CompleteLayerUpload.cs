using Lanyard.Access.Admission;
using Lanyard.Storage.Blobs;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Ends an upload: the layer is there once its digest is one of those given. One that is refused is gone.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CompleteLayerUpload.html" />
internal sealed class CompleteLayerUpload(Repositories repositories, Layers layers, LayerUploads uploads)
    : RepositoryOperation<CompleteLayerUploadInput, CompleteLayerUploadOutput>(
        EcrModel.CompleteLayerUpload,
        repositories
    )
{
    protected override Found<RepositoryRecord> Find(CompleteLayerUploadInput input, Call call) =>
        Repositories.Find(call, input.RegistryId, input.RepositoryName!);

    protected override async ValueTask<CompleteLayerUploadOutput> InvokeAsync(
        CompleteLayerUploadInput input,
        Found<RepositoryRecord> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var repository = Repositories.Current(subject);
        var digest = await uploads.EndAsync(
            uploads.Find(repository, input.UploadId!),
            async writer =>
            {
                var digest = Check(writer, input);
                await AddAsync(subject, digest, writer, cancellationToken);
                return digest;
            },
            cancellationToken
        );
        return new CompleteLayerUploadOutput
        {
            RegistryId = repository.Account,
            RepositoryName = repository.Name,
            UploadId = input.UploadId,
            LayerDigest = digest,
        };
    }

    private static string Check(BlobWriter writer, CompleteLayerUploadInput input)
    {
        var digest = $"sha256:{writer.CurrentSha256()}";
        return writer.Length == 0 ? throw EcrErrors.EmptyUpload(input.UploadId!)
            : input.LayerDigests?.Contains(digest, StringComparer.Ordinal) == true ? digest
            : throw EcrErrors.BadLayer(digest);
    }

    private async ValueTask AddAsync(
        Found<RepositoryRecord> subject,
        string digest,
        BlobWriter writer,
        CancellationToken cancellationToken
    )
    {
        // Looked at here, before the bytes are put to disk in vain, and again when the layer is added.
        layers.ThrowIfThere(Repositories.Current(subject), digest);
        var bytes = await writer.CommitAsync(cancellationToken);
        try
        {
            var layer = await Repositories.ChangeAsync(
                subject,
                (change, repository) => layers.Add(change, repository, digest, bytes),
                cancellationToken
            );
            if (layer.Blob != bytes.Name)
            {
                await layers.DiscardAsync(bytes);
            }
        }
        catch (Exception refused) when (refused is AwsException or OperationCanceledException)
        {
            await layers.DiscardAsync(bytes);
            throw;
        }
    }
}
