using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Explanation;

/// <summary>Explains decisions on request; the slow companion of <see cref="Evaluator" />.</summary>
public static class Explainer
{
    private const int MaximumNearMisses = 5;

    /// <summary>Explains how a request is decided by these policies.</summary>
    public static DecisionExplanation Explain(
        AuthorizationRequest request,
        CallerPolicies caller,
        ResourcePolicy resource
    )
    {
        var decision = Evaluator.Evaluate(request, caller, resource);
        var reason = Reason(request, decision);
        var review = new LayerReview(request, caller, resource);
        var effect = decision.Outcome == DecisionOutcome.ExplicitDeny ? Effect.Deny : Effect.Allow;
        var matched = review.FindMatching(effect);
        if (decision.IsAllowed)
        {
            return new DecisionExplanation(decision, reason, [], null) { Matched = matched };
        }

        var blocking = review.FindBlocking(decision);
        var change = new ChangeFinder(request, review).Find(decision, blocking);
        return new DecisionExplanation(decision, reason, FindNearMisses(decision, review), change)
        {
            BlockedBy = blocking,
            Matched = matched,
        };
    }

    private static string Reason(AuthorizationRequest request, Decision decision)
    {
        if (decision is { Policy: { } policy, Statement: { } statement })
        {
            var verb = decision.IsAllowed ? "allowed" : "denied";
            return $"{verb} by {Wording.Statement(decision.Layer, policy, statement)}";
        }

        return decision switch
        {
            { IsAllowed: true } when request.Principal.Type == PrincipalType.Root =>
                "allowed: the root user needs no policy for what its account owns",
            { IsAllowed: true } => $"allowed: no policy can take `{request.Action}` away",
            { Layer: PolicyLayer.Trust } =>
                $"the trust policy of `{request.Resource}` does not let {Wording.Bearer(request.Principal)} assume it",
            _ => $"no {Wording.Layer(decision.Layer)} allows `{request.Action}` on `{request.Resource}`",
        };
    }

    /// <summary>The nearest statements of the layer that was silent, and of the resource's policy, which could do too.</summary>
    private static List<NearMiss> FindNearMisses(Decision decision, LayerReview review)
    {
        if (decision.Outcome == DecisionOutcome.ExplicitDeny)
        {
            return [];
        }

        PolicyLayer[] layers =
            decision.Layer == PolicyLayer.Identity ? [PolicyLayer.Identity, review.ResourceLayer] : [decision.Layer];
        return
        [
            .. layers
                .SelectMany(layer => review.Probe(layer, Effect.Allow))
                .Where(probe => probe.Element is not null && probe.IsNear)
                .OrderBy(probe => probe.Distance)
                .Take(MaximumNearMisses)
                .Select(probe => probe.ToNearMiss()),
        ];
    }
}
