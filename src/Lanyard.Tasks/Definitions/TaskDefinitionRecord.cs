using System.Collections.Immutable;
using Lanyard.Policy;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Definitions;

/// <summary>One revision of a task definition as stored.</summary>
public sealed record TaskDefinitionRecord
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

    /// <summary>The ARN, revision included.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Arn Arn => ArnOf(Account, Region, Family, Revision);

    /// <summary>Whether it may be run.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsActive => Definition.Status == "ACTIVE";

    /// <summary>The ARN of a revision.</summary>
    public static Arn ArnOf(string account, string region, string family, int revision) =>
        Arn.Of(
            "ecs",
            region,
            account,
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"task-definition/{family}:{revision}")
        );
}

/// <summary>How far the revisions of a family have been counted.</summary>
internal sealed record TaskFamilyRecord
{
    public required string Account { get; init; }

    public required string Region { get; init; }

    public required string Family { get; init; }

    public required int LastRevision { get; init; }
}
