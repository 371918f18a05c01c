using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lanyard.Access;
using Lanyard.Policy;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.SecretsManager;

/// <summary>A secret as stored: its versions with their staging labels; values are sealed.</summary>
internal sealed record SecretRecord : IRecord
{
    /// <summary>The twelve digits of the account.</summary>
    public required string Account { get; init; }

    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The ARN with its random suffix.</summary>
    public required string Arn { get; init; }

    /// <summary>Free text; null when none was given.</summary>
    public string? Description { get; init; }

    /// <summary>The KMS key as given; null for the default key. Values are sealed by Lanyard's own key either way.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>When it was made, in UTC, as are all times.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When anything of it was last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>When deletion was asked for; null while it lives.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>When it may be forgotten; null while it lives.</summary>
    public DateTimeOffset? DeletionDate { get; init; }

    /// <summary>The versions, oldest first.</summary>
    public ImmutableArray<SecretVersion> Versions { get; init; } = [];

    /// <summary>Tags.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The key of its record.</summary>
    [JsonIgnore]
    public string Key => new RecordKey(AccountId.Parse(Account), Region, Name);

    /// <summary>Its ARN, of which the suffix is random.</summary>
    [JsonIgnore]
    public string Id => Arn;

    /// <summary>The version with a staging label; null when none has it.</summary>
    public SecretVersion? VersionAt(string stage) =>
        Versions.FirstOrDefault(version => version.Stages.Contains(stage, StringComparer.Ordinal));

    /// <summary>Whether its time is over: it is as if it were not there.</summary>
    public bool IsGone(DateTimeOffset now) => DeletionDate <= now;
}

/// <summary>One version of a secret's value.</summary>
/// <param name="Id">32–64 characters.</param>
/// <param name="SealedText">The sealed string; null for a binary value.</param>
/// <param name="SealedBinary">The sealed Base64 text of a binary value; null for a string.</param>
/// <param name="Stages">Staging labels.</param>
/// <param name="CreatedAt">When it was put.</param>
internal sealed record SecretVersion(
    string Id,
    byte[]? SealedText,
    byte[]? SealedBinary,
    ImmutableArray<string> Stages,
    DateTimeOffset CreatedAt
);
