using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>
/// Adds a part to an upload: the blob of the input, or the stream that comes with the call, as long as it is. Without
/// either nothing is added, and the answer says how far the upload is. Parts may be as small as a client likes.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UploadLayerPart.html" />
internal sealed class UploadLayerPart(Repositories repositories, LayerUploads uploads)
    : RepositoryOperation<UploadLayerPartInput, UploadLayerPartOutput>(EcrModel.UploadLayerPart, repositories)
{
    /// <summary>The longest part that comes as a blob.</summary>
    public const int LargestPartBytes = 20_971_520;

    protected override Found<RepositoryRecord> Find(UploadLayerPartInput input, Call call) =>
        input.LayerPartBlob!.Value.Length <= LargestPartBytes
            ? Repositories.Find(call, input.RegistryId, input.RepositoryName!)
            : throw EcrErrors.PartTooLarge(LargestPartBytes);

    protected override async ValueTask<UploadLayerPartOutput> InvokeAsync(
        UploadLayerPartInput input,
        Found<RepositoryRecord> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var repository = Repositories.Current(subject);
        var upload = uploads.Find(repository, input.UploadId!);
        var first = input.PartFirstByte!.Value;
        var part = input.LayerPartBlob!.Value;
        if (call.Payload is { } payload)
        {
            await upload.AppendAsync(first, payload, cancellationToken);
        }
        else if (!part.IsEmpty)
        {
            await upload.AppendAsync(
                input.PartLastByte == first + part.Length - 1 ? first : throw EcrErrors.BadPart(upload),
                part,
                cancellationToken
            );
        }

        return new UploadLayerPartOutput
        {
            RegistryId = repository.Account,
            RepositoryName = repository.Name,
            UploadId = upload.Id,
            LastByteReceived = Math.Max(0, upload.Received - 1),
        };
    }
}
