using System.Collections.Immutable;
using Lanyard.Policy.Documents;

namespace Lanyard.Policy.Evaluation;

/// <summary>Decides requests of which some condition keys are unknown: allowed, denied, or dependent on these keys.</summary>
/// <remarks>
/// An unknown key may be absent or have any values. Allowed and denied are certain: no values would change them. Conditions
/// are looked at one by one, so that a request may be said to depend on a key although two of them cancel out.
/// </remarks>
public static class PartialEvaluator
{
    /// <summary>Decides a request; never throws.</summary>
    /// <param name="request">The request, with the values that are known.</param>
    /// <param name="caller">The policies of the principal.</param>
    /// <param name="resource">The policies of the resource.</param>
    /// <param name="unknownKeys">The condition keys whose values are not known; case does not matter.</param>
    public static PartialDecision Evaluate(
        AuthorizationRequest request,
        CallerPolicies caller,
        ResourcePolicy resource,
        IEnumerable<string> unknownKeys
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(caller);
        var unknown = unknownKeys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var buffer = new char[request.Action.Length];
        var scope = new RequestScope(request, caller.Boundary is not null, buffer, unknown);
        var best = LayerWalk<HopefulMatching>.Decide(scope, request, caller, resource);
        if (!best.IsAllowed)
        {
            return new PartialDecision(PartialOutcome.Deny, best, []);
        }

        var worst = LayerWalk<FearfulMatching>.Decide(scope, request, caller, resource);
        return worst.IsAllowed
            ? new PartialDecision(PartialOutcome.Allow, worst, [])
            : new PartialDecision(PartialOutcome.Depends, null, FindKeys(scope, request, caller, resource, unknown));
    }

    /// <summary>The unknown keys of statements that would settle the request one way or the other.</summary>
    private static ImmutableArray<string> FindKeys(
        in RequestScope scope,
        AuthorizationRequest request,
        CallerPolicies caller,
        ResourcePolicy resource,
        HashSet<string> unknown
    )
    {
        var isAllowedUnlessDenied = LayerWalk<CertainMatching>.Decide(scope, request, caller, resource).IsAllowed;
        var keys = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var layer in LayersOf(scope, request, caller, resource))
        {
            // Where something allows for certain, what may allow besides makes no difference; except in the resource's
            // policy, whose grants differ in strength.
            var allowsCount =
                !isAllowedUnlessDenied
                && (layer is [{ Kind: PolicyKind.Resource or PolicyKind.Trust }] || !Allows(layer, scope));
            foreach (var statement in layer.SelectMany(policy => policy.Statements))
            {
                var counts = statement.Source.Effect == Effect.Deny || allowsCount;
                if (counts && statement.CoversAction(scope.Action) && statement.Consider(scope) == Truth.Unknown)
                {
                    keys.UnionWith(
                        unknown.Where(key => statement.Keys.Contains(key, StringComparer.OrdinalIgnoreCase))
                    );
                }
            }
        }

        return [.. keys];
    }

    private static bool Allows(IReadOnlyList<CompiledPolicy> layer, in RequestScope scope) =>
        StatementIndex.Of(layer).FindAllow<CertainMatching>(scope) is not null;

    /// <summary>The policies, grouped as they are looked at together.</summary>
    private static IEnumerable<IReadOnlyList<CompiledPolicy>> LayersOf(
        in RequestScope scope,
        AuthorizationRequest request,
        CallerPolicies caller,
        ResourcePolicy resource
    )
    {
        var single = new[] { request.EndpointPolicy, caller.Boundary, resource.Policy }.OfType<CompiledPolicy>();
        var levels = new[] { caller.ControlOf(scope.Principal), resource.ControlOf(scope) }
            .OfType<ControlPolicies>()
            .SelectMany(one => one.Levels);
        IEnumerable<IReadOnlyList<CompiledPolicy>> session = caller.SessionPoliciesAreUnion
            ? [caller.Session]
            : caller.Session.Select(policy => new[] { policy });
        return
        [
            .. levels.Select(level => level.Policies),
            .. single.Select(policy => new[] { policy }),
            .. session,
            caller.Identity,
        ];
    }
}
