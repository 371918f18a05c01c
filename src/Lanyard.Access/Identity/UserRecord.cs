using System.Collections.Immutable;

namespace Lanyard.Access.Identity;

/// <summary>An IAM user as stored.</summary>
public sealed record UserRecord : IPrincipalRecord
{
    /// <summary>The twelve digits of the account.</summary>
    public required string Account { get; init; }

    /// <summary>The name, 1–64 characters, without path.</summary>
    public required string Name { get; init; }

    /// <summary><c>/</c> or <c>/…/</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The unique id, <c>AIDA…</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The user's ARN, path included.</summary>
    public required string Arn { get; init; }

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
