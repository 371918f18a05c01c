using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Explanation;

/// <summary>AWS's own sentence for a refused request.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html" />
public static class AccessDeniedSentence
{
    /// <summary>The whole sentence: <c>User: … is not authorized to perform: … on resource: … because …</c>.</summary>
    /// <remarks>
    /// A caller from another account is not told the reason. Who comes with a web identity or an assertion has no name yet,
    /// and is told the action alone.
    /// </remarks>
    /// <param name="request">The refused request.</param>
    /// <param name="decision">How it was decided; not an allow.</param>
    /// <param name="shownResource">The resource as the service prints it; null leaves <c>on resource:</c> out.</param>
    /// <param name="wording">How what AWS leaves open is worded; null for the defaults.</param>
    public static string For(
        AuthorizationRequest request,
        Decision decision,
        string? shownResource,
        DenialWording? wording = null
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        var principal = request.Principal;
        if (principal.Type is PrincipalType.WebIdentity or PrincipalType.Saml)
        {
            return $"Not authorized to perform {request.Action}";
        }

        wording ??= DenialWording.Default;
        var user = principal.Type == PrincipalType.Anonymous ? "anonymous" : principal.Arn;
        var where = shownResource is null ? "" : $" on resource: {shownResource}";
        var why = IsToldWhy(request, wording) ? Reason(request.Action, decision, wording) : "";
        return $"User: {user} is not authorized to perform: {request.Action}{where}{why}";
    }

    /// <summary>The whole sentence, with the resource as its service prints it.</summary>
    /// <param name="request">The refused request.</param>
    /// <param name="decision">How it was decided; not an allow.</param>
    /// <param name="wording">How what AWS leaves open is worded; null for the defaults.</param>
    public static string OfService(AuthorizationRequest request, Decision decision, DenialWording? wording = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        return For(request, decision, ShownResource(request), wording);
    }

    /// <summary>
    /// The resource in the sentence. Of actions without resource most services print <c>*</c>, and Secrets Manager and S3
    /// nothing.
    /// </summary>
    /// <seealso href="https://github.com/external-secrets/external-secrets/issues/4274" />
    private static string? ShownResource(AuthorizationRequest request)
    {
        var isSilent =
            request.Resource == "*"
            && (
                request.Action.StartsWith("secretsmanager:", StringComparison.OrdinalIgnoreCase)
                || request.Action.StartsWith("s3:", StringComparison.OrdinalIgnoreCase)
            );
        return isSilent ? null : request.Resource;
    }

    private static bool IsToldWhy(AuthorizationRequest request, DenialWording wording)
    {
        var principal = request.Principal;
        if (
            principal.Type == PrincipalType.Service
            || request.ResourceAccount is null
            || request.ResourceAccount == principal.Account
        )
        {
            return true;
        }

        return wording.TellsOtherAccounts
            && !request.Action.Equals("sts:AssumeRole", StringComparison.OrdinalIgnoreCase);
    }

    private static string Reason(string action, Decision decision, DenialWording wording)
    {
        if (decision.Outcome == DecisionOutcome.ExplicitDeny)
        {
            return DenyingPolicy(decision.Layer, wording) is { } policy
                ? $" with an explicit deny in {policy}{Ending(decision, wording)}"
                : "";
        }

        return SilentPolicy(decision.Layer, wording) is { } silent
            ? $" because no {silent} allows the {action} action"
            : "";
    }

    private static string? SilentPolicy(PolicyLayer layer, DenialWording wording) =>
        layer switch
        {
            PolicyLayer.Identity => "identity-based policy",
            PolicyLayer.Resource => "resource-based policy",
            PolicyLayer.Trust => "role trust policy",
            PolicyLayer.Boundary => "permissions boundary",
            PolicyLayer.Session => "session policy",
            PolicyLayer.ServiceControl => "service control policy",
            PolicyLayer.ResourceControl when wording.WordsSilentResourceControl => "resource control policy",
            PolicyLayer.Endpoint => "VPC endpoint policy",
            _ => null,
        };

    private static string? DenyingPolicy(PolicyLayer layer, DenialWording wording) =>
        layer switch
        {
            PolicyLayer.Identity => "an identity-based policy",
            PolicyLayer.Resource => "a resource-based policy",
            PolicyLayer.Trust => "the role trust policy",
            PolicyLayer.Boundary => "a permissions boundary",
            PolicyLayer.Session => wording.SessionDenialsSaySessions ? "a sessions policy" : "a session policy",
            PolicyLayer.ServiceControl => "a service control policy",
            PolicyLayer.ResourceControl => "a resource control policy",
            PolicyLayer.Endpoint => "a VPC endpoint policy",
            _ => null,
        };

    private static string Ending(Decision decision, DenialWording wording)
    {
        var isNamed =
            wording.NamesDenyingPolicy
            && decision.Layer is not (PolicyLayer.Resource or PolicyLayer.Trust or PolicyLayer.Endpoint)
            && Arn.TryParse(decision.Policy?.Name, out _);
        return isNamed ? $": {decision.Policy!.Name}" : "";
    }
}
