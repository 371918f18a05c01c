using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Explanation;

/// <summary>AWS's own sentence for a refused request.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html" />
public static class AccessDeniedSentence
{
    /// <summary>The whole sentence: <c>User: … is not authorized to perform: … on resource: … because …</c>.</summary>
    /// <remarks>A caller from another account is not told the reason.</remarks>
    /// <param name="request">The refused request.</param>
    /// <param name="decision">How it was decided; not an allow.</param>
    /// <param name="shownResource">The resource as the service prints it; null leaves <c>on resource:</c> out.</param>
    public static string For(AuthorizationRequest request, Decision decision, string? shownResource)
    {
        ArgumentNullException.ThrowIfNull(request);
        var principal = request.Principal;
        var user = principal.Type == PrincipalType.Anonymous ? "anonymous" : principal.Arn;
        var where = shownResource is null ? "" : $" on resource: {shownResource}";
        var isToldWhy =
            principal.Type == PrincipalType.Service
            || request.ResourceAccount is null
            || request.ResourceAccount == principal.Account;
        var why = isToldWhy ? Reason(request.Action, decision) : "";
        return $"User: {user} is not authorized to perform: {request.Action}{where}{why}";
    }

    private static string Reason(string action, Decision decision)
    {
        var name = decision.Layer switch
        {
            PolicyLayer.Identity => "identity-based policy",
            PolicyLayer.Resource => "resource-based policy",
            PolicyLayer.Trust => "role trust policy",
            PolicyLayer.Boundary => "permissions boundary",
            PolicyLayer.Session => "session policy",
            PolicyLayer.ServiceControl => "service control policy",
            PolicyLayer.ResourceControl => "resource control policy",
            PolicyLayer.Endpoint => "VPC endpoint policy",
            _ => null,
        };
        if (name is null)
        {
            return "";
        }

        var article = decision.Layer switch
        {
            PolicyLayer.Trust => "the",
            PolicyLayer.Identity => "an",
            _ => "a",
        };
        return decision.Outcome == DecisionOutcome.ExplicitDeny
            ? $" with an explicit deny in {article} {name}"
            : $" because no {name} allows the {action} action";
    }
}
