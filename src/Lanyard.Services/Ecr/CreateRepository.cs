using System.Collections.Immutable;
using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Makes a repository. Scanning and encryption by KMS are taken, told and not acted on.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html" />
internal sealed class CreateRepository(Repositories repositories, TimeProvider time)
    : Operation<CreateRepositoryInput, RecordKey, CreateRepositoryOutput>(EcrModel.CreateRepository)
{
    private const int MostTags = 50;

    // Whether the name is taken decides nothing: only when it is to be made is that looked at.
    protected override RecordKey Find(CreateRepositoryInput input, Call call) =>
        call.KeyOf(Repositories.RegistryOf(call, input.RegistryId), input.RepositoryName!);

    protected override IEnumerable<Requirement> Require(CreateRepositoryInput input, RecordKey subject, Call call)
    {
        var tags = (input.Tags ?? []).Select(tag => KeyValuePair.Create(tag.Key!, tag.Value!));
        var create = new Requirement("ecr:CreateRepository", Repositories.ArnOf(subject))
        {
            Context = TagContext.OfRequest(tags),
        };
        return input.Tags is { Count: > 0 } ? [create, create with { Action = "ecr:TagResource" }] : [create];
    }

    protected override async ValueTask<CreateRepositoryOutput> InvokeAsync(
        CreateRepositoryInput input,
        RecordKey subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var repository = new RepositoryRecord
        {
            Id = call.RequestId,
            Account = subject.Account.ToString(),
            Region = subject.Region,
            Name = subject.Name,
            Arn = Repositories.ArnOf(subject),
            CreatedAt = time.GetUtcNow(),
            TagMutability = input.ImageTagMutability ?? "MUTABLE",
            ScansOnPush = input.ImageScanningConfiguration?.ScanOnPush == true,
            ExcludedTags = [.. (input.ImageTagMutabilityExclusionFilters ?? []).Select(one => one.Filter!)],
            EncryptionType = input.EncryptionConfiguration?.EncryptionType ?? "AES256",
            KmsKey = input.EncryptionConfiguration?.KmsKey,
            Tags = TagsOf(input.Tags ?? []),
        };
        return await repositories.Table.TryAddAsync(repository, cancellationToken)
            ? new CreateRepositoryOutput { Repository = RepositoryShape.Of(repository) }
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
