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

    /// <summary>
    /// Service control policies on the way to the caller's account; null outside an organization, in its management
    /// account and for service-linked roles.
    /// </summary>
    public ControlPolicies? Control { get; init; }

    /// <summary>The service control policies that count: they follow accounts, and leave service-linked roles alone.</summary>
    internal ControlPolicies? ControlOf(Principal principal) =>
        principal.HasAccount && !principal.IsServiceLinked ? Control : null;

    /// <summary>The identity policies as one layer.</summary>
    internal StatementIndex IdentityIndex { get; private init; } = StatementIndex.Empty;

    /// <summary>
    /// Whether session policies together allow what any of them allows; otherwise every one must. AWS does not say.
    /// </summary>
    public bool SessionPoliciesAreUnion { get; init; } = true;

    /// <summary>The session policies as one layer; null when there are none.</summary>
    internal StatementIndex? SessionIndex { get; private init; }
}
