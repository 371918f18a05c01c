using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>
/// Adds a part to an upload. One without bytes only asks for leave: the registry then streams them to the upload itself.
/// Parts may be as small as a client likes.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UploadLayerPart.html" />
internal sealed class UploadLayerPart(Repositories repositories, LayerUploads uploads)
    : Operation<UploadLayerPartInput, UploadLayerPartOutput>(EcrModel.UploadLayerPart)
{
    /// <summary>The longest part.</summary>
    public const int LargestPartBytes = 20_971_520;

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        UploadLayerPartInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcrModel.Service, input);
        if (input.LayerPartBlob!.Value.Length > LargestPartBytes)
        {
            throw EcrErrors.PartTooLarge(LargestPartBytes);
        }

        return Needs(repositories.On("ecr:UploadLayerPart", call, input.RegistryId, input.RepositoryName!));
    }

    public override async ValueTask<UploadLayerPartOutput> InvokeAsync(
        UploadLayerPartInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var repository = repositories.Find(call, input.RegistryId, input.RepositoryName!);
        var upload = uploads.Find(repository.Key, input.UploadId!) ?? throw EcrErrors.UploadNotFound(input.UploadId!);
        var part = input.LayerPartBlob!.Value;
        var first = input.PartFirstByte!.Value;
        if (first != upload.Received || (!part.IsEmpty && input.PartLastByte != first + part.Length - 1))
        {
            throw EcrErrors.BadPart(upload.Id, upload.Received);
        }

        if (!part.IsEmpty)
        {
            await upload.AppendAsync(first, part, cancellationToken);
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
