using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Deletes a repository; with images in it only when forced.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepository.html" />
internal sealed class DeleteRepository(Repositories repositories)
    : Operation<DeleteRepositoryInput, DeleteRepositoryOutput>(EcrModel.DeleteRepository)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DeleteRepositoryInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcrModel.Service, input);
        return Needs(repositories.On("ecr:DeleteRepository", call, input.RegistryId, input.RepositoryName!));
    }

    public override ValueTask<DeleteRepositoryOutput> InvokeAsync(
        DeleteRepositoryInput input,
        Call call,
        CancellationToken cancellationToken
    ) => repositories.ChangeAsync(() => DeleteAsync(input, call, cancellationToken), cancellationToken);

    private async ValueTask<DeleteRepositoryOutput> DeleteAsync(
        DeleteRepositoryInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var repository = repositories.Find(call, input.RegistryId, input.RepositoryName!);
        if (input.Force != true && repositories.ImagesOf(repository).Count > 0)
        {
            throw EcrErrors.RepositoryNotEmpty(repository.Name, repository.Account);
        }

        await repositories.Table.RemoveAsync(repository.Key, cancellationToken);
        await repositories.ClearAsync(repository, cancellationToken);
        return new DeleteRepositoryOutput { Repository = Repositories.Describe(repository) };
    }
}
