using Lanyard.Policy.Evaluation;

namespace Lanyard.Access.Admission;

/// <summary>A requirement with the question it put to the policies and the decision it got.</summary>
/// <param name="Requirement">What was needed.</param>
/// <param name="Request">The question, context included.</param>
/// <param name="Policies">The caller's policies at that moment.</param>
/// <param name="Decision">The answer.</param>
/// <param name="IsProbe">Whether the answer only shapes the result.</param>
internal sealed record Verdict(
    Requirement Requirement,
    AuthorizationRequest Request,
    CallerPolicies Policies,
    Decision Decision,
    bool IsProbe
)
{
    /// <summary>Decides one requirement of a call.</summary>
    public static Verdict On(Call call, Requirement requirement, bool isProbe)
    {
        var policies = call.Caller.Policies;
        var request = new AuthorizationRequest
        {
            Principal = call.Caller.Principal,
            Action = requirement.Action,
            Resource = requirement.Resource,
            ResourceAccount = requirement.ResourceAccount ?? call.Account,
            Context = CallContext.Of(call, requirement),
        };
        var decision = Evaluator.Evaluate(request, policies, requirement.ResourcePolicy);
        return new Verdict(requirement, request, policies, decision, isProbe);
    }
}
