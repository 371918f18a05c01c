using System.Diagnostics;
using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Policy;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Errors;

namespace Lanyard.Services.Ecr;

/// <summary>The repositories of all registries with their images.</summary>
internal sealed class Repositories(
    Records records,
    RecordTable<RepositoryRecord> table,
    RecordTable<ImageRecord> images
)
{
    /// <summary>Repositories by account, region and name.</summary>
    public RecordTable<RepositoryRecord> Table => table;

    /// <summary>Images by repository and digest.</summary>
    public RecordTable<ImageRecord> Images => images;

    /// <summary>The account whose registry a call means: its own, or the one it names.</summary>
    /// <param name="registryId">Twelve digits, as the model's constraints say; null for the call's own.</param>
    public static AccountId RegistryOf(Call call, string? registryId) =>
        registryId is null ? call.Account : AccountId.Parse(registryId);

    /// <summary>The key of something in a repository: a space, which no name holds, stands between.</summary>
    public static string KeyIn(string repository, string digest) => $"{repository} {digest}";

    /// <summary>The ARN of a repository, whether it exists or not.</summary>
    public static string ArnOf(RecordKey key) =>
        Arn.Of("ecr", key.Region, key.Account.ToString(), $"repository/{key.Name}").ToString();

    /// <summary>Looks for a repository.</summary>
    /// <param name="name">Its name; <c>*</c>, which none has, for all of the registry.</param>
    public Found<RepositoryRecord> Find(Call call, string? registryId, string name) =>
        table.At(call.KeyOf(RegistryOf(call, registryId), name));

    /// <summary>The action on a repository, whether it exists or not.</summary>
    public static Requirement On(Found<RepositoryRecord> found, string action) =>
        new(action, ArnOf(KeyOf(found))) { Context = TagContext.OfResource(found.Record?.Tags, "ecr:ResourceTag") };

    /// <summary>The repository that was found, as it is now.</summary>
    /// <exception cref="AwsException"><c>RepositoryNotFoundException</c>, also when another has its name.</exception>
    public RepositoryRecord Current(Found<RepositoryRecord> found) => table.Current(found) ?? throw NotFound(found);

    /// <summary>The images of a repository, by digest.</summary>
    public IReadOnlyList<ImageRecord> ImagesOf(RepositoryRecord repository) => images.List(KeyIn(repository.Key, ""));

    /// <inheritdoc cref="ImagesOf(RepositoryRecord)" />
    public IReadOnlyList<ImageRecord> ImagesOf(RecordChange change, RepositoryRecord repository) =>
        change.List(images, KeyIn(repository.Key, ""));

    /// <summary>
    /// Changes what is in the repository that was found. Such changes of one repository, and its end, come one after the
    /// other on all servers, so that what one looked at holds while it writes.
    /// </summary>
    /// <param name="work">May run more than once, and does nothing but decide.</param>
    /// <exception cref="AwsException"><c>RepositoryNotFoundException</c>, also when another has its name.</exception>
    public ValueTask<T> ChangeAsync<T>(
        Found<RepositoryRecord> found,
        Func<RecordChange, RepositoryRecord, T> work,
        CancellationToken cancellationToken
    ) =>
        records.ChangeAsync(
            change =>
            {
                change.Guard(GuardOf(found));
                return work(change, change.Current(table, found) ?? throw NotFound(found));
            },
            cancellationToken
        );

    /// <summary>Removes the repository that was found, with its images.</summary>
    /// <param name="work">Decides whether it may go, and what goes with it; as for <see cref="ChangeAsync" />.</param>
    /// <exception cref="AwsException"><c>RepositoryNotFoundException</c>, also when another has its name.</exception>
    public ValueTask<T> RemoveAsync<T>(
        Found<RepositoryRecord> found,
        Func<RecordChange, RepositoryRecord, T> work,
        CancellationToken cancellationToken
    ) =>
        records.ChangeAsync(
            change =>
            {
                change.EndGuard(GuardOf(found));
                var repository = change.Current(table, found) ?? throw NotFound(found);
                var result = work(change, repository);
                foreach (var image in ImagesOf(change, repository))
                {
                    change.Remove(images, image.Key);
                }

                change.Remove(table, repository.Key);
                return result;
            },
            cancellationToken
        );

    // By id: what comes later under the same name is another.
    private static string GuardOf(Found<RepositoryRecord> found) => $"ecr/{(found.Record ?? throw NotFound(found)).Id}";

    private static AwsException NotFound(Found<RepositoryRecord> found)
    {
        var key = KeyOf(found);
        return EcrErrors.RepositoryNotFound(key.Name, key.Account.ToString());
    }

    private static RecordKey KeyOf(Found<RepositoryRecord> found) =>
        RecordKey.TryParse(found.Key, out var key) ? key : throw new UnreachableException();
}
