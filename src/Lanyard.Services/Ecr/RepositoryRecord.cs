using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Text.Json.Serialization;
using Lanyard.Access;
using Lanyard.Policy;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.Ecr;

/// <summary>A repository as stored.</summary>
internal sealed record RepositoryRecord : IRecord
{
    /// <summary>The id of the call that made it; a row from before there was one has its ARN instead.</summary>
    public string Id
    {
        get => field ?? Arn;
        init;
    }

    /// <summary>The twelve digits of the account, which is the registry's id.</summary>
    public required string Account { get; init; }

    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>The name, 2–256 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><c>MUTABLE</c> or <c>IMMUTABLE</c>, or either of them <c>_WITH_EXCLUSION</c>.</summary>
    public required string TagMutability { get; init; }

    /// <summary>The tags that are excluded from it: names in which <c>*</c> stands for anything.</summary>
    public ImmutableArray<string> ExcludedTags { get; init; } = [];

    /// <summary>As given; the store seals nothing here.</summary>
    public string EncryptionType { get; init; } = "AES256";

    /// <summary>As given; null for none.</summary>
    public string? KmsKey { get; init; }

    /// <summary>As given; nothing is scanned.</summary>
    public bool ScansOnPush { get; init; }

    /// <summary>Tags.</summary>
    public ImmutableSortedDictionary<string, string> Tags
    {
        get;
        init => field = value.WithComparers(StringComparer.Ordinal);
    } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The key.</summary>
    [JsonIgnore]
    public string Key => new RecordKey(AccountId.Parse(Account), Region, Name);

    /// <summary>Where it is, as task definitions and AWS name it.</summary>
    [JsonIgnore]
    public string Uri => $"{Account}.dkr.ecr.{Region}.amazonaws.com/{Name}";

    /// <summary>Whether a tag stays where it is once it names an image.</summary>
    public bool Fixes(string tag) =>
        TagMutability switch
        {
            "IMMUTABLE" => true,
            "IMMUTABLE_WITH_EXCLUSION" => !Excludes(tag),
            "MUTABLE_WITH_EXCLUSION" => Excludes(tag),
            _ => false,
        };

    private bool Excludes(string tag) =>
        ExcludedTags.Any(filter => FileSystemName.MatchesSimpleExpression(filter, tag, ignoreCase: false));
}

/// <summary>A layer (or config) that was uploaded to a repository.</summary>
/// <param name="Repository">The repository's key.</param>
/// <param name="Digest"><c>sha256:</c> and 64 hexadecimal digits.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record LayerRecord(string Repository, string Digest, long Bytes) : IRecord
{
    /// <summary>The name of the blob that holds its bytes; in a row from before it had one of its own, the digits of its digest.</summary>
    public string Blob
    {
        get => field ?? Digest[(Digest.IndexOf(':', StringComparison.Ordinal) + 1)..];
        init;
    }

    /// <inheritdoc />
    [JsonIgnore]
    public string Key => Repositories.KeyIn(Repository, Digest);

    /// <summary>Its digest: whoever uploads it again uploads the same.</summary>
    [JsonIgnore]
    public string Id => Digest;
}

/// <summary>An image (or index) that was put into a repository.</summary>
internal sealed record ImageRecord : IRecord
{
    /// <inheritdoc />
    [JsonIgnore]
    public string Key => Repositories.KeyIn(Repository, Digest);

    /// <summary>Its digest: whoever puts it again puts the same.</summary>
    [JsonIgnore]
    public string Id => Digest;

    /// <summary>The repository's key.</summary>
    public required string Repository { get; init; }

    /// <summary>The digest of the manifest's bytes.</summary>
    public required string Digest { get; init; }

    /// <summary>The manifest's media type.</summary>
    public required string MediaType { get; init; }

    /// <summary>The manifest, to the byte.</summary>
    public required string Manifest { get; init; }

    /// <summary>The size of its layers and config.</summary>
    public required long Bytes { get; init; }

    /// <summary>When it was put, in UTC.</summary>
    public required DateTimeOffset PushedAt { get; init; }

    /// <summary>The tags that name it, ordered byte by byte.</summary>
    public ImmutableSortedSet<string> Tags
    {
        get;
        init => field = value.WithComparer(StringComparer.Ordinal);
    } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
}
