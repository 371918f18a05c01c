using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lanyard.Storage.Tables;

namespace Lanyard.Access.Sessions;

/// <summary>A session of an assumed role as stored; secret and token are sealed.</summary>
public sealed record SessionRecord : IRecord
{
    /// <summary>The key id, <c>ASIA…</c>.</summary>
    public required string AccessKeyId { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public string Key => AccessKeyId;

    /// <inheritdoc />
    [JsonIgnore]
    public string Id => AccessKeyId;

    /// <summary>The role's ARN with its path.</summary>
    public required string RoleArn { get; init; }

    /// <summary>The role's unique id: a role made again under the same name is another.</summary>
    public required string RoleId { get; init; }

    /// <summary>2–64 characters.</summary>
    public required string SessionName { get; init; }

    /// <summary>The sealed secret access key.</summary>
    public required byte[] SealedSecret { get; init; }

    /// <summary>The sealed session token.</summary>
    public required byte[] SealedToken { get; init; }

    /// <summary>When it was issued, in UTC.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When it ends, in UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The ARN of the task it was made for; null for other sessions.</summary>
    public string? TaskArn { get; init; }

    /// <summary>Which role of that task.</summary>
    public TaskRoleKind? TaskRole { get; init; }

    /// <summary>The JSON of session policies; empty when it was made without.</summary>
    public ImmutableArray<string> SessionPolicies { get; init; } = [];

    /// <summary>Session tags.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The names of session tags that go on to sessions made by this one.</summary>
    public ImmutableArray<string> TransitiveTagKeys { get; init; } = [];

    /// <summary>Who is behind the session, as its maker says; null when nothing was said.</summary>
    public string? SourceIdentity { get; init; }
}
