using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lanyard.Access;
using Lanyard.Policy;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.Logs;

/// <summary>A log group as stored.</summary>
internal sealed record LogGroupRecord : IRecord
{
    /// <inheritdoc />
    [JsonIgnore]
    public string Key => new RecordKey(AccountId.Parse(Account), Region, Name);

    /// <summary>The id of the call that made it; a row from before there was one has its ARN instead.</summary>
    public string Id
    {
        get => field ?? Arn;
        init;
    }

    /// <summary>The twelve digits of the account.</summary>
    public required string Account { get; init; }

    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>The name, 1–512 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The ARN without <c>:*</c>.</summary>
    public required string Arn { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The KMS key as given; noted and not used.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>How many days old an event may be when it comes; null for any. What is older stays until the group is deleted.</summary>
    public int? RetentionDays { get; init; }

    /// <summary><c>STANDARD</c> or another class, as given.</summary>
    public string? Class { get; init; }

    /// <summary>Tags.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
