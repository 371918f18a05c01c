using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.S3;

/// <summary>A bucket as stored.</summary>
internal sealed record BucketRecord : IRecord
{
    /// <inheritdoc />
    [JsonIgnore]
    public string Key => Name;

    /// <summary>Random: tells this bucket from those that had its name before.</summary>
    public required string Id { get; init; }

    /// <summary>The name, unique among all accounts.</summary>
    public required string Name { get; init; }

    /// <summary>The twelve digits of the owner.</summary>
    public required string Account { get; init; }

    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The bucket policy's JSON; null when there is none.</summary>
    public string? Policy { get; init; }
}

/// <summary>An object as stored; its bytes are a blob of their own.</summary>
internal sealed record ObjectRecord
{
    /// <summary>The key, to the byte.</summary>
    public required string Key { get; init; }

    /// <summary>The name of the blob.</summary>
    public required string Blob { get; init; }

    /// <summary>The length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>The MD5 in hexadecimal, in double quotes.</summary>
    public required string ETag { get; init; }

    /// <summary>When it was put, in UTC.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>Headers that come back as they were given, by name.</summary>
    public ImmutableSortedDictionary<string, string> Headers { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>User metadata, by lower-case name without prefix.</summary>
    public ImmutableSortedDictionary<string, string> Metadata { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Checksums that the client sent and that were found right: algorithm to Base64.</summary>
    public ImmutableSortedDictionary<string, string> Checksums { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
