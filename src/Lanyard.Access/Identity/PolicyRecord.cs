using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lanyard.Storage.Tables;

namespace Lanyard.Access.Identity;

/// <summary>A customer managed policy as stored.</summary>
public sealed record PolicyRecord : IRecord
{
    /// <summary>The twelve digits of the account.</summary>
    public required string Account { get; init; }

    /// <summary>The name, 1–128 characters, without path.</summary>
    public required string Name { get; init; }

    /// <summary><c>/</c> or <c>/…/</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The unique id, <c>ANPA…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The policy's ARN, path included.</summary>
    public required string Arn { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public string Key => Arn;

    /// <summary>Free text; null when none was given.</summary>
    public string? Description { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The JSON of its one version, <c>v1</c>.</summary>
    public required string Document { get; init; }

    /// <summary>Tags of the policy itself.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
