using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Deletes a repository; with images in it only when forced.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepository.html" />
internal sealed class DeleteRepository(Repositories repositories, Layers layers)
    : RepositoryOperation<DeleteRepositoryInput, DeleteRepositoryOutput>(EcrModel.DeleteRepository, repositories)
{
    protected override Found<RepositoryRecord> Find(DeleteRepositoryInput input, Call call) =>
        Repositories.Find(call, input.RegistryId, input.RepositoryName!);

    protected override async ValueTask<DeleteRepositoryOutput> InvokeAsync(
        DeleteRepositoryInput input,
        Found<RepositoryRecord> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var (removed, released) = await Repositories.RemoveAsync(
            subject,
            (change, repository) =>
                input.Force == true || Repositories.ImagesOf(change, repository).Count == 0
                    ? (repository, layers.RemoveAll(change, repository))
                    : throw EcrErrors.RepositoryNotEmpty(repository.Name, repository.Account),
            cancellationToken
        );
        await layers.ReleaseAsync(released);
        return new DeleteRepositoryOutput { Repository = RepositoryShape.Of(removed) };
    }
}
