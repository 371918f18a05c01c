using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Explanation;

/// <summary>Explains decisions on request; the slow companion of <see cref="Evaluator" />.</summary>
public static class Explainer
{
    private const int MaximumNearMisses = 5;

    // AWS's page leaves out endpoint policies; they bound the request from outside as control policies do.
    private static readonly PolicyLayer[] DocumentedWalk =
    [
        PolicyLayer.ResourceControl,
        PolicyLayer.ServiceControl,
        PolicyLayer.Endpoint,
        PolicyLayer.Resource,
        PolicyLayer.Trust,
        PolicyLayer.Identity,
        PolicyLayer.Boundary,
        PolicyLayer.Session,
    ];

    /// <summary>Explains how a request is decided by these policies.</summary>
    /// <param name="request">The request.</param>
    /// <param name="caller">The caller's policies.</param>
    /// <param name="resource">The resource's side.</param>
    /// <param name="options">How what AWS leaves open is told; null for the defaults.</param>
    public static DecisionExplanation Explain(
        AuthorizationRequest request,
        CallerPolicies caller,
        ResourcePolicy resource,
        ExplanationOptions? options = null
    )
    {
        var decision = Evaluator.Evaluate(request, caller, resource);
        var review = new LayerReview(request, caller, resource);
        var effect = decision.Outcome == DecisionOutcome.ExplicitDeny ? Effect.Deny : Effect.Allow;
        var matched = review.FindMatching(effect);
        if (decision.IsAllowed)
        {
            return new DecisionExplanation(decision, Reason(request, decision), [], null) { Matched = matched };
        }

        options ??= ExplanationOptions.Default;
        var blocking = review.FindBlocking(decision);
        if (options.FollowsDocumentedWalk && decision.Outcome == DecisionOutcome.ImplicitDeny)
        {
            decision = decision with { Layer = Array.Find(DocumentedWalk, layer => blocking.Contains(layer)) };
        }

        var near = FindNear(decision, review);
        var change = new ChangeFinder(request, review, near).Find(decision, blocking, matched);
        return new DecisionExplanation(
            decision,
            Reason(request, decision),
            [.. near.Take(MaximumNearMisses).Select(probe => probe.ToNearMiss())],
            change
        )
        {
            BlockedBy = blocking,
            Matched = matched,
            Sentence = AccessDeniedSentence.OfService(request, decision, options.Wording),
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
    private static IReadOnlyList<StatementProbe> FindNear(Decision decision, LayerReview review)
    {
        if (decision.Outcome == DecisionOutcome.ExplicitDeny)
        {
            return [];
        }

        var silent = review.SilentGroups(decision.Layer).SelectMany(policies => policies);
        return review.FindNear(
            decision.Layer == PolicyLayer.Identity ? silent.Concat(review.PoliciesOf(review.ResourceLayer)) : silent
        );
    }
}
