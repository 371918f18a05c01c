using System.Collections.Immutable;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Explanation;

/// <summary>Looks at every layer of a request, where the evaluator stops at the first that settles it.</summary>
internal sealed class LayerReview(AuthorizationRequest request, CallerPolicies caller, ResourcePolicy resource)
{
    /// <summary>The layer that the resource's policy is.</summary>
    public PolicyLayer ResourceLayer { get; } = Evaluator.LayerOf(resource, request.Action);

    /// <summary>Whether it is a federated user, who has nothing of the user's permissions without a session policy.</summary>
    public bool LacksSessionPolicy => request.Principal.Type == PrincipalType.FederatedUser && caller.Session.IsEmpty;

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

    /// <summary>The targets of a control layer's levels that do not allow.</summary>
    public IReadOnlyList<string> SilentTargets(PolicyLayer layer) =>
        [.. LevelsOf(layer).Where(IsSilent).Select(level => level.Target)];

    /// <summary>All statements of an effect in a layer, each with what keeps it from matching.</summary>
    public IEnumerable<StatementProbe> Probe(PolicyLayer layer, Effect effect) => Probe(PoliciesOf(layer), effect);

    /// <summary>The statements of an effect that match, in the order of the layers.</summary>
    public IReadOnlyList<MatchedStatement> FindMatching(Effect effect) =>
        [
            .. Layers()
                .SelectMany(layer =>
                    Probe(layer, effect)
                        .Where(probe => probe.Element is null)
                        .Select(probe => probe.Statement)
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

    private IEnumerable<StatementProbe> Probe(IEnumerable<CompiledPolicy> policies, Effect effect) =>
        policies
            .SelectMany(policy => policy.Statements)
            .Where(statement => statement.Source.Effect == effect)
            .Select(statement => StatementProbe.Of(request, statement, HasBoundary));

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

    private bool Denies(PolicyLayer layer) => Probe(layer, Effect.Deny).Any(probe => probe.Element is null);

    private bool IsSilent(PolicyLayer layer) =>
        layer switch
        {
            PolicyLayer.ServiceControl or PolicyLayer.ResourceControl => LevelsOf(layer).Any(IsSilent),
            PolicyLayer.Identity when LacksSessionPolicy => true,
            PolicyLayer.Session when !caller.SessionPoliciesAreUnion => caller.Session.Any(one => !Allows([one])),
            _ => !Allows(PoliciesOf(layer)),
        };

    private bool IsSilent(ControlLevel level) => !Allows(level.Policies);

    private bool Allows(IEnumerable<CompiledPolicy> policies) =>
        Probe(policies, Effect.Allow).Any(probe => probe.Element is null);

    private GrantStrength StrongestGrant()
    {
        var strength = GrantStrength.None;
        resource.Policy?.Index.FindStrongestAllow<KnownMatching>(Scope(), out strength);
        return strength;
    }

    private RequestScope Scope() => new(request, HasBoundary, new char[request.Action.Length]);
}
