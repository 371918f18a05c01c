using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Explanation;

/// <summary>Looks at every layer of a request, where the evaluator stops at the first that settles it.</summary>
internal sealed class LayerReview(AuthorizationRequest request, CallerPolicies caller, ResourcePolicy resource)
{
    /// <summary>The layer that the resource's policy is.</summary>
    public PolicyLayer ResourceLayer { get; } = Evaluator.LayerOf(resource, request.Action);

    private bool HasBoundary => caller.Boundary is not null;

    private bool IsCrossAccount =>
        request.ResourceAccount is { } account && account != request.Principal.Account && HasAccount;

    private bool HasAccount => request.Principal.Type is not (PrincipalType.Service or PrincipalType.Anonymous);

    /// <summary>The policies of a layer.</summary>
    public IReadOnlyList<CompiledPolicy> PoliciesOf(PolicyLayer layer) =>
        layer switch
        {
            PolicyLayer.Identity => caller.Identity,
            PolicyLayer.Boundary => caller.Boundary is null ? [] : [caller.Boundary],
            PolicyLayer.Session => caller.Session,
            PolicyLayer.Resource or PolicyLayer.Trust => resource.Policy is null ? [] : [resource.Policy],
            _ => [],
        };

    /// <summary>All statements of an effect in a layer, each with what keeps it from matching.</summary>
    public IEnumerable<StatementProbe> Probe(PolicyLayer layer, Effect effect) =>
        PoliciesOf(layer)
            .SelectMany(policy => policy.Statements)
            .Where(statement => statement.Source.Effect == effect)
            .Select(statement => StatementProbe.Of(request, statement, HasBoundary));

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
        [PolicyLayer.Boundary, PolicyLayer.Session, ResourceLayer, PolicyLayer.Identity];

    /// <summary>Whether the request needs an allow of a layer, given how the resource's policy names the principal.</summary>
    private bool Counts(PolicyLayer layer, GrantStrength grant)
    {
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

    private bool IsSilent(PolicyLayer layer) => !Probe(layer, Effect.Allow).Any(probe => probe.Element is null);

    private GrantStrength StrongestGrant()
    {
        var strength = GrantStrength.None;
        var scope = new RequestScope(request, HasBoundary, new char[request.Action.Length]);
        resource.Policy?.Index.FindStrongestAllow(scope, out strength);
        return strength;
    }
}
