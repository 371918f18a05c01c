using System.Collections.Immutable;
using Lanyard.Access.Identity;

namespace Lanyard.Access.Sessions;

/// <summary>What a session of a role is to be.</summary>
/// <param name="Role">The role that is assumed.</param>
/// <param name="SessionName">2–64 characters of <c>[\w+=,.@-]</c>.</param>
/// <param name="Duration">How long it lasts.</param>
public sealed record SessionRequest(RoleRecord Role, string SessionName, TimeSpan Duration)
{
    /// <summary>The task it is for; null for other sessions.</summary>
    public TaskIdentity? Task { get; init; }

    /// <summary>The JSON of session policies, inline and managed; usually empty.</summary>
    public ImmutableArray<string> SessionPolicies { get; init; } = [];

    /// <summary>Session tags; usually empty.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The names of session tags that go on to sessions made by this one.</summary>
    public ImmutableArray<string> TransitiveTagKeys { get; init; } = [];

    /// <summary>Who is behind the session, as its maker says; null when nothing was said.</summary>
    public string? SourceIdentity { get; init; }
}
