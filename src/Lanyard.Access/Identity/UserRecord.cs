using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lanyard.Policy;

namespace Lanyard.Access.Identity;

/// <summary>An IAM user as stored.</summary>
public sealed record UserRecord : IPrincipalRecord
{
    /// <summary>The twelve digits of the account.</summary>
    public required string Account { get; init; }

    /// <inheritdoc />
    public required string Name { get; init; }

    /// <inheritdoc />
    public required string Path { get; init; }

    /// <summary>The unique id, <c>AIDA…</c>.</summary>
    public required string Id { get; init; }

    /// <inheritdoc />
    public required string Arn { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public string Key => new AccountKey(AccountId.Parse(Account), Name);

    /// <summary>When it was made, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc />
    public ImmutableSortedDictionary<string, string> InlinePolicies { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <inheritdoc />
    public ImmutableArray<string> AttachedPolicies { get; init; } = [];

    /// <inheritdoc />
    public string? PermissionsBoundary { get; init; }

    /// <inheritdoc />
    public ImmutableSortedDictionary<string, string> Tags { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
