using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lanyard.Policy;

namespace Lanyard.Access.Identity;

/// <summary>An IAM role as stored.</summary>
public sealed record RoleRecord : IPrincipalRecord
{
    /// <summary>The twelve digits of the account.</summary>
    public required string Account { get; init; }

    /// <inheritdoc />
    public required string Name { get; init; }

    /// <inheritdoc />
    public required string Path { get; init; }

    /// <summary>The unique id, <c>AROA…</c>.</summary>
    public required string Id { get; init; }

    /// <inheritdoc />
    public required string Arn { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public string Key => new AccountKey(AccountId.Parse(Account), Name);

    /// <summary>When it was made, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The trust policy's JSON, as given.</summary>
    public required string TrustPolicy { get; init; }

    /// <summary>Free text; null when none was given.</summary>
    public string? Description { get; init; }

    /// <summary>3600–43200 seconds.</summary>
    public int MaxSessionDurationSeconds { get; init; } = 3600;

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
