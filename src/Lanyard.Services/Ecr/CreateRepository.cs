using System.Collections.Immutable;
using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Makes a repository. Scanning and encryption by KMS are taken, told and not acted on.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html" />
internal sealed class CreateRepository(Repositories repositories, TimeProvider time)
    : Operation<CreateRepositoryInput, CreateRepositoryOutput>(EcrModel.CreateRepository)
{
    private const int MostTags = 50;

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        CreateRepositoryInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcrModel.Service, input);
        var requirement = repositories.On("ecr:CreateRepository", call, input.RegistryId, input.RepositoryName!);
        var tags = (input.Tags ?? []).Select(tag => new KeyValuePair<string, string>(tag.Key!, tag.Value!));
        requirement = requirement with { Context = TagContext.OfRequest([.. tags]) };
        return input.Tags is { Count: > 0 }
            ? Needs([requirement, requirement with { Action = "ecr:TagResource" }])
            : Needs(requirement);
    }

    public override ValueTask<CreateRepositoryOutput> InvokeAsync(
        CreateRepositoryInput input,
        Call call,
        CancellationToken cancellationToken
    ) => repositories.ChangeAsync(() => CreateAsync(input, call, cancellationToken), cancellationToken);

    private async ValueTask<CreateRepositoryOutput> CreateAsync(
        CreateRepositoryInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var registry = Repositories.RegistryOf(call, input.RegistryId);
        var repository = new RepositoryRecord
        {
            Id = call.RequestId,
            Account = registry.ToString(),
            Region = call.Region,
            Name = input.RepositoryName!,
            Arn = Repositories.ArnOf(call, registry, input.RepositoryName!),
            CreatedAt = time.GetUtcNow(),
            TagMutability = input.ImageTagMutability ?? "MUTABLE",
            ScansOnPush = input.ImageScanningConfiguration?.ScanOnPush == true,
            ExcludedTags = [.. (input.ImageTagMutabilityExclusionFilters ?? []).Select(one => one.Filter!)],
            EncryptionType = input.EncryptionConfiguration?.EncryptionType ?? "AES256",
            KmsKey = input.EncryptionConfiguration?.KmsKey,
            Tags = TagsOf(input.Tags ?? []),
        };
        return await repositories.Table.TryAddAsync(repository, cancellationToken)
            ? new CreateRepositoryOutput { Repository = Repositories.Describe(repository) }
            : throw EcrErrors.RepositoryExists(repository.Name, repository.Account);
    }

    private static ImmutableSortedDictionary<string, string> TagsOf(IReadOnlyList<Tag> tags)
    {
        if (tags.Count > MostTags)
        {
            throw EcrErrors.TooManyTags(MostTags);
        }

        var read = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var tag in tags)
        {
            if (!read.TryAdd(tag.Key!, tag.Value!))
            {
                throw EcrErrors.DuplicateTag(tag.Key!);
            }
        }

        return read.ToImmutable();
    }
}
