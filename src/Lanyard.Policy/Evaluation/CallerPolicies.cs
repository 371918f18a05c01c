using System.Collections.Immutable;

namespace Lanyard.Policy.Evaluation;

/// <summary>The policies that travel with a principal; made once for a principal and shared by its requests.</summary>
public sealed record CallerPolicies
{
    /// <summary>No policies at all: services, anonymous callers and root.</summary>
    public static CallerPolicies None { get; } = new();

    /// <summary>Inline and attached policies of the user or role, in the order explanations name them.</summary>
    public ImmutableArray<CompiledPolicy> Identity
    {
        get;
        init
        {
            field = value;
            IdentityIndex = StatementIndex.Of(value);
        }
    } = [];

    /// <summary>The permissions boundary; null when there is none.</summary>
    public CompiledPolicy? Boundary { get; init; }

    /// <summary>Session policies; empty when the session was made without.</summary>
    public ImmutableArray<CompiledPolicy> Session
    {
        get;
        init
        {
            field = value;
            SessionIndex = value.IsEmpty ? null : StatementIndex.Of(value);
        }
    } = [];

    /// <summary>The identity policies as one layer.</summary>
    internal StatementIndex IdentityIndex { get; private init; } = StatementIndex.Empty;

    /// <summary>The session policies as one layer; null when there are none.</summary>
    internal StatementIndex? SessionIndex { get; private init; }
}
