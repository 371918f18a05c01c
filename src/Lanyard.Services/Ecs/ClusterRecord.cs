using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lanyard.Access;
using Lanyard.Policy;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>A cluster as stored.</summary>
internal sealed record ClusterRecord : IRecord
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

    /// <summary>The name, 1–255 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The ARN.</summary>
    public required string Arn { get; init; }

    /// <summary><c>ACTIVE</c> or <c>INACTIVE</c> (deleted, and still described for a while).</summary>
    public string Status { get; init; } = "ACTIVE";

    /// <summary>As given; echoed.</summary>
    public ImmutableArray<ClusterSetting> Settings { get; init; } = [];

    /// <summary>As given; echoed.</summary>
    public ImmutableArray<string> CapacityProviders { get; init; } = [];

    /// <summary>Tags.</summary>
    public ImmutableArray<Tag> Tags { get; init; } = [];
}

/// <summary>What a RunTask call with a client token did, so that its repetition does nothing.</summary>
/// <param name="Key">Account, region and token.</param>
/// <param name="Input">The hash of the input.</param>
/// <param name="TaskArns">The tasks it started.</param>
internal sealed record ClientTokenRecord(string Key, string Input, ImmutableArray<string> TaskArns) : IRecord
{
    /// <summary>Its key: a token stands for one call for ever.</summary>
    [JsonIgnore]
    public string Id => Key;
}
