using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Explanation;

/// <summary>Explains decisions on request; the slow companion of <see cref="Evaluator" />.</summary>
public static class Explainer
{
    /// <summary>Explains how a request is decided by these policies.</summary>
    public static DecisionExplanation Explain(
        AuthorizationRequest request,
        CallerPolicies caller,
        ResourcePolicy resource
    )
    {
        var decision = Evaluator.Evaluate(request, caller, resource);
        return new DecisionExplanation(
            decision,
            AccessDeniedSentence.For(request, decision, request.Resource),
            [],
            null
        );
    }
}
