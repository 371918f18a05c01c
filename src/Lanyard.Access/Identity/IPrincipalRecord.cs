using System.Collections.Immutable;
using Lanyard.Storage.Tables;

namespace Lanyard.Access.Identity;

/// <summary>What a user and a role have in common: a name, policies, a boundary, tags.</summary>
/// <remarks>The key is <see cref="AccountKey" />, the id the unique one that AWS gives, as in <c>AROA…</c>.</remarks>
public interface IPrincipalRecord : IRecord
{
    /// <summary>The name, 1–64 characters, without path.</summary>
    string Name { get; }

    /// <summary><c>/</c> or <c>/…/</c>.</summary>
    string Path { get; }

    /// <summary>The ARN, path included.</summary>
    string Arn { get; }

    /// <summary>Inline policies: name to JSON document.</summary>
    ImmutableSortedDictionary<string, string> InlinePolicies { get; }

    /// <summary>ARNs of attached managed policies, in the order they were attached.</summary>
    ImmutableArray<string> AttachedPolicies { get; }

    /// <summary>The ARN of the managed policy that is the permissions boundary; null when there is none.</summary>
    string? PermissionsBoundary { get; }

    /// <summary>Tags; names keep their case and fold it when they are compared.</summary>
    ImmutableSortedDictionary<string, string> Tags { get; }
}
