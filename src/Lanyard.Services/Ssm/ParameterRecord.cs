using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Lanyard.Access;
using Lanyard.Policy;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.Ssm;

/// <summary>A parameter as stored: its versions, newest last; values are sealed whatever their type.</summary>
internal sealed record ParameterRecord : IRecord
{
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

    /// <summary>The full name, as given.</summary>
    public required string Name { get; init; }

    /// <summary>The ARN; a leading slash of the name is not doubled.</summary>
    public required string Arn { get; init; }

    /// <summary>Free text; null when none was given.</summary>
    public string? Description { get; init; }

    /// <summary><c>Standard</c> or <c>Advanced</c>.</summary>
    public required string Tier { get; init; }

    /// <summary><c>text</c> and its like.</summary>
    public required string DataType { get; init; }

    /// <summary>A pattern that values must match; null for any.</summary>
    public string? AllowedPattern { get; init; }

    /// <summary>The key of a SecureString; null otherwise.</summary>
    public string? KeyId { get; init; }

    /// <summary>The versions, at most a hundred.</summary>
    public required ImmutableArray<ParameterVersion> Versions { get; init; }

    /// <summary>Tags.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The key of its record.</summary>
    [JsonIgnore]
    public string Key => new RecordKey(AccountId.Parse(Account), Region, ParameterName.Bare(Name));

    /// <summary>The newest version.</summary>
    [JsonIgnore]
    public ParameterVersion Latest => Versions[^1];

    /// <summary>Whether it is below a path; a name without slashes is below the root.</summary>
    /// <param name="recursive">Whether it may be deeper than one level.</param>
    public bool IsBelow(string path, bool recursive)
    {
        var prefix = path.EndsWith('/') ? path : path + "/";
        var name = Name.StartsWith('/') ? Name : "/" + Name;
        return name.StartsWith(prefix, StringComparison.Ordinal) && (recursive || name.IndexOf('/', prefix.Length) < 0);
    }
}

/// <summary>One version of a parameter.</summary>
/// <param name="Number">From 1, never used again.</param>
/// <param name="Type"><c>String</c>, <c>StringList</c> or <c>SecureString</c>.</param>
/// <param name="SealedValue">The sealed value.</param>
/// <param name="ModifiedAt">When it was put, in UTC.</param>
/// <param name="ModifiedBy">The ARN of who put it.</param>
internal sealed record ParameterVersion(
    long Number,
    string Type,
    byte[] SealedValue,
    DateTimeOffset ModifiedAt,
    string ModifiedBy
);
