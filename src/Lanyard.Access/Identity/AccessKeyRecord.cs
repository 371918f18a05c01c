using System.Text.Json.Serialization;
using Lanyard.Storage.Tables;

namespace Lanyard.Access.Identity;

/// <summary>A user's access key as stored; the secret is sealed.</summary>
public sealed record AccessKeyRecord : IRecord
{
    /// <summary>The key id, <c>AKIA…</c>.</summary>
    public required string AccessKeyId { get; init; }

    /// <inheritdoc />
    [JsonIgnore]
    public string Key => AccessKeyId;

    /// <inheritdoc />
    [JsonIgnore]
    public string Id => AccessKeyId;

    /// <summary>The twelve digits of the account.</summary>
    public required string Account { get; init; }

    /// <summary>The user it belongs to.</summary>
    public required string UserName { get; init; }

    /// <summary>The user's unique id: a user made again under the same name is another.</summary>
    public required string UserId { get; init; }

    /// <summary>The sealed secret access key.</summary>
    public required byte[] SealedSecret { get; init; }

    /// <summary><c>Active</c> or <c>Inactive</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Whether it may be used.</summary>
    [JsonIgnore]
    public bool IsActive => Status == "Active";

    /// <summary>When it was made, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
