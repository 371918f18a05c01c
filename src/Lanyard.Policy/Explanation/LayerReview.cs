using System.Collections.Immutable;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Explanation;

/// <summary>Looks at every layer of a request, where the evaluator stops at the first that settles it.</summary>
internal sealed class LayerReview(AuthorizationRequest request, CallerPolicies caller, ResourcePolicy resource)
{
    private readonly char[] _buffer = new char[request.Action.Length];

    /// <summary>The layer that the resource's policy is.</summary>
    public PolicyLayer ResourceLayer { get; } = Evaluator.LayerOf(resource, request.Action);

    private bool HasBoundary => caller.Boundary is not null;

    private bool IsCrossAccount =>
        request.ResourceAccount is { } account && account != request.Principal.Account && HasAccount;

    private bool HasAccount => request.Principal.HasAccount;

    private ControlPolicies? ServiceControl => caller.ControlOf(request.Principal);

    private ControlPolicies? ResourceControl => resource.ControlOf(Scope());

    /// <summary>The policies of a layer.</summary>
    public IReadOnlyList<CompiledPolicy> PoliciesOf(PolicyLayer layer) =>
        layer switch
        {
            PolicyLayer.Identity => caller.Identity,
            PolicyLayer.Boundary => caller.Boundary is null ? [] : [caller.Boundary],
            PolicyLayer.Session => caller.Session,
            PolicyLayer.Resource or PolicyLayer.Trust => resource.Policy is null ? [] : [resource.Policy],
            PolicyLayer.Endpoint => request.EndpointPolicy is null ? [] : [request.EndpointPolicy],
            _ => [.. LevelsOf(layer).SelectMany(level => level.Policies)],
        };

    /// <summary>
    /// Whether the layer is the identity policies of a federated user, who has nothing of the user's permissions without a
    /// session policy.
    /// </summary>
    public bool IsWithoutSessionPolicy(PolicyLayer layer) =>
        layer == PolicyLayer.Identity
        && request.Principal.Type == PrincipalType.FederatedUser
        && caller.Session.IsEmpty;

    /// <summary>The policies of a layer that together do not allow: one group, or one for each that must allow by itself.</summary>
    public IReadOnlyList<IReadOnlyList<CompiledPolicy>> SilentGroups(PolicyLayer layer) =>
        [.. Groups(layer).Where(policies => !Allow(policies))];

    /// <summary>The targets of a control layer's levels that do not allow.</summary>
    public IReadOnlyList<string> SilentTargets(PolicyLayer layer) =>
        [.. LevelsOf(layer).Where(level => !Allow(level.Policies)).Select(level => level.Target)];

    /// <summary>The statements of some policies that would allow the request but for little, nearest first.</summary>
    public IReadOnlyList<StatementProbe> FindNear(IEnumerable<CompiledPolicy> policies) =>
        new NearStatements(request, HasBoundary).Find(policies.Distinct());

    /// <summary>The principals that a layer's statements about the action allow it to.</summary>
    public IEnumerable<PrincipalName> NamedAbout(PolicyLayer layer) =>
        StatementsOf(layer, Effect.Allow)
            .Where(statement => statement.CoversAction(Scope().Action))
            .SelectMany(statement => statement.Source.Principals!.Names);

    /// <summary>Whether a statement is about the request in all its elements.</summary>
    public bool IsMatch(CompiledStatement statement)
    {
        var scope = Scope();
        return statement.CoversAction(scope.Action) && statement.Match(scope) != GrantStrength.None;
    }

    /// <summary>The statements of an effect that match, in the order of the layers.</summary>
    public IReadOnlyList<MatchedStatement> FindMatching(Effect effect) =>
        [
            .. Layers()
                .SelectMany(layer =>
                    StatementsOf(layer, effect)
                        .Where(IsMatch)
                        .Select(statement => new MatchedStatement(
                            layer,
                            statement.Policy.Name,
                            statement.Source.Index,
                            statement.Source.Sid,
                            statement.Source.Line
                        ))
                ),
        ];

    /// <summary>The layers that keep the request from being allowed, by a denial or by silence.</summary>
    public IReadOnlyList<PolicyLayer> FindBlocking(Decision decision)
    {
        if (decision.IsAllowed)
        {
            return [];
        }

        var grant = StrongestGrant();
        return [.. Layers().Where(layer => Denies(layer) || (Counts(layer, grant) && IsSilent(layer)))];
    }

    private IEnumerable<PolicyLayer> Layers() =>
        [
            PolicyLayer.ServiceControl,
            PolicyLayer.ResourceControl,
            PolicyLayer.Endpoint,
            PolicyLayer.Boundary,
            PolicyLayer.Session,
            ResourceLayer,
            PolicyLayer.Identity,
        ];

    private ImmutableArray<ControlLevel> LevelsOf(PolicyLayer layer) =>
        layer switch
        {
            PolicyLayer.ServiceControl => ServiceControl?.Levels ?? [],
            PolicyLayer.ResourceControl => ResourceControl?.Levels ?? [],
            _ => [],
        };

    private IEnumerable<CompiledStatement> StatementsOf(PolicyLayer layer, Effect effect) =>
        PoliciesOf(layer).SelectMany(policy => policy.Statements).Where(statement => statement.Source.Effect == effect);

    /// <summary>Whether the request needs an allow of a layer, given how the resource's policy names the principal.</summary>
    private bool Counts(PolicyLayer layer, GrantStrength grant)
    {
        if (layer is PolicyLayer.ServiceControl or PolicyLayer.ResourceControl)
        {
            return !LevelsOf(layer).IsEmpty;
        }

        if (layer == PolicyLayer.Endpoint)
        {
            return request.EndpointPolicy is not null;
        }

        if (layer == ResourceLayer)
        {
            return resource.IsRequired || IsCrossAccount || !HasAccount;
        }

        var isDirect = grant == GrantStrength.Direct && !IsCrossAccount;
        var isRole = grant == GrantStrength.Role && !IsCrossAccount;
        return HasAccount
            && !isDirect
            && layer switch
            {
                PolicyLayer.Boundary => HasBoundary,
                PolicyLayer.Session => !caller.Session.IsEmpty,
                _ => !isRole && request.Principal.Type != PrincipalType.Root,
            };
    }

    private bool Denies(PolicyLayer layer) =>
        PoliciesOf(layer).Any(policy => policy.Index.FindDeny<KnownMatching>(Scope()) is not null);

    private bool IsSilent(PolicyLayer layer) =>
        IsWithoutSessionPolicy(layer) || Groups(layer).Any(policies => !Allow(policies));

    /// <summary>The policies of a layer by what must allow: each level, each session policy, or all of them together.</summary>
    private IEnumerable<IReadOnlyList<CompiledPolicy>> Groups(PolicyLayer layer) =>
        layer switch
        {
            PolicyLayer.ServiceControl or PolicyLayer.ResourceControl => LevelsOf(layer)
                .Select(level => (IReadOnlyList<CompiledPolicy>)level.Policies),
            PolicyLayer.Session when !caller.SessionPoliciesAreUnion => caller.Session.Select(policy =>
                (IReadOnlyList<CompiledPolicy>)[policy]
            ),
            _ => [PoliciesOf(layer)],
        };

    private bool Allow(IReadOnlyList<CompiledPolicy> policies) =>
        policies.Any(policy => policy.Index.FindAllow<KnownMatching>(Scope()) is not null);

    private GrantStrength StrongestGrant()
    {
        var strength = GrantStrength.None;
        resource.Policy?.Index.FindStrongestAllow<KnownMatching>(Scope(), out strength);
        return strength;
    }

    private RequestScope Scope() => new(request, HasBoundary, _buffer);
}
