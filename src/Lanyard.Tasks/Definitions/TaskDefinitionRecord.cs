using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Lanyard.Access;
using Lanyard.Policy;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Definitions;

/// <summary>One revision of a task definition as stored.</summary>
public sealed record TaskDefinitionRecord : IRecord
{
    /// <summary>The twelve digits of the account.</summary>
    public required string Account { get; init; }

    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>The family's name.</summary>
    public required string Family { get; init; }

    /// <summary>1 for the family's first; never used again.</summary>
    public required int Revision { get; init; }

    /// <summary>The definition as ECS describes it, with ARN, revision, status and times.</summary>
    public required TaskDefinition Definition { get; init; }

    /// <summary>Tags; usually empty.</summary>
    public ImmutableArray<Tag> Tags { get; init; } = [];

    /// <inheritdoc />
    [JsonIgnore]
    public string Key => KeyOf(new RecordKey(AccountId.Parse(Account), Region, Family), Revision);

    /// <summary>Its key: a revision's number is never used again.</summary>
    [JsonIgnore]
    public string Id => Key;

    /// <summary>The ARN, revision included.</summary>
    [JsonIgnore]
    public Arn Arn => ArnOf(Account, Region, Family, Revision);

    /// <summary>Whether it may be run.</summary>
    [JsonIgnore]
    public bool IsActive => Definition.Status == "ACTIVE";

    /// <summary>The key of a revision: behind a colon, which no family's name holds, its number, so written that keys are ordered as numbers.</summary>
    internal static string KeyOf(RecordKey family, int revision) =>
        family.Child(':', revision.ToString("D10", CultureInfo.InvariantCulture));

    /// <summary>The ARN of a revision.</summary>
    public static Arn ArnOf(string account, string region, string family, int revision) =>
        Arn.Of(
            "ecs",
            region,
            account,
            string.Create(CultureInfo.InvariantCulture, $"task-definition/{family}:{revision}")
        );
}

/// <summary>How far the revisions of a family have been counted.</summary>
internal sealed record TaskFamilyRecord : IRecord
{
    /// <inheritdoc />
    [JsonIgnore]
    public string Key => new RecordKey(AccountId.Parse(Account), Region, Family);

    /// <summary>Its key: what is counted goes on for ever.</summary>
    [JsonIgnore]
    public string Id => Key;

    public required string Account { get; init; }

    public required string Region { get; init; }

    public required string Family { get; init; }

    public required int LastRevision { get; init; }
}
