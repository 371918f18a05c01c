using System.Collections.Immutable;

namespace Lanyard.Services.Logs;

/// <summary>A log group as stored.</summary>
internal sealed record LogGroupRecord
{
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

    /// <summary>How many days events are to be kept; null for ever. Noted, and not acted on.</summary>
    public int? RetentionDays { get; init; }

    /// <summary><c>STANDARD</c> or another class, as given.</summary>
    public string? Class { get; init; }

    /// <summary>Tags.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
