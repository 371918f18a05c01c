using Lanyard.Policy.Documents;
using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Evaluation;

/// <summary>Decides requests by compiled policies, without allocating.</summary>
/// <remarks>
/// A request is allowed when (1) nothing denies it and (2) the layers that count for it allow it. Which those are depends
/// on the principal, on whose the resource is and on how closely the resource's policy names the principal.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html" />
public static class Evaluator
{
    /// <summary>Decides a request; never throws.</summary>
    public static Decision Evaluate(AuthorizationRequest request, CallerPolicies caller, ResourcePolicy resource)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(caller);
        // Only an action that no service has is so long that its copy is allocated.
        var buffer =
            request.Action.Length <= ActionText.UsualLength
                ? stackalloc char[ActionText.UsualLength]
                : new char[request.Action.Length];
        var scope = new RequestScope(request, caller.Boundary is not null, buffer);
        if (IsAlwaysAllowed(scope.Action))
        {
            return new Decision(DecisionOutcome.Allow, PolicyLayer.None, null, -1);
        }

        return FindDeny(scope, caller, resource) ?? Decide(scope, request, caller, resource);
    }

    /// <summary>The layer that a resource's policy is for this request.</summary>
    internal static PolicyLayer LayerOf(ResourcePolicy resource, string action) =>
        resource.Policy?.Kind == PolicyKind.Trust
        || action.StartsWith("sts:AssumeRole", StringComparison.OrdinalIgnoreCase)
            ? PolicyLayer.Trust
            : PolicyLayer.Resource;

    // AWS answers it whatever policies say.
    private static bool IsAlwaysAllowed(in ActionText action) =>
        action.Service is "sts" && action.Name is "getcalleridentity";

    /// <summary>(1) The first denial, in the order in which layers are reported.</summary>
    private static Decision? FindDeny(in RequestScope scope, CallerPolicies caller, ResourcePolicy resource)
    {
        if (caller.Boundary?.Index.FindDeny(scope) is { } inBoundary)
        {
            return Settled(DecisionOutcome.ExplicitDeny, PolicyLayer.Boundary, inBoundary);
        }

        if (caller.SessionIndex?.FindDeny(scope) is { } inSession)
        {
            return Settled(DecisionOutcome.ExplicitDeny, PolicyLayer.Session, inSession);
        }

        if (resource.Policy?.Index.FindDeny(scope) is { } inResource)
        {
            return Settled(DecisionOutcome.ExplicitDeny, LayerOf(resource.Policy), inResource);
        }

        return caller.IdentityIndex.FindDeny(scope) is { } inIdentity
            ? Settled(DecisionOutcome.ExplicitDeny, PolicyLayer.Identity, inIdentity)
            : null;
    }

    /// <summary>(2) Whether the layers that count allow; nothing denies.</summary>
    private static Decision Decide(
        in RequestScope scope,
        AuthorizationRequest request,
        CallerPolicies caller,
        ResourcePolicy resource
    )
    {
        var strength = GrantStrength.None;
        var grant = resource.Policy?.Index.FindStrongestAllow(scope, out strength);
        var principal = request.Principal;
        if (principal.Type is PrincipalType.Service or PrincipalType.Anonymous)
        {
            return Granted(grant) ?? Silent(LayerOf(resource, request.Action));
        }

        var isSameAccount = (request.ResourceAccount ?? principal.Account) == principal.Account;
        if (isSameAccount && strength == GrantStrength.Direct)
        {
            return Granted(grant)!.Value;
        }

        if (resource.IsRequired && grant is null)
        {
            return Silent(LayerOf(resource, request.Action));
        }

        var isRoleNamed = isSameAccount && strength == GrantStrength.Role;
        if (FindCallerSilence(scope, caller, isRoleNamed, out var identity) is { } silence)
        {
            return silence;
        }

        if (!isSameAccount && grant is null)
        {
            return Silent(LayerOf(resource, request.Action));
        }

        var identityAllows = Settled(DecisionOutcome.Allow, PolicyLayer.Identity, identity);
        return isRoleNamed && identity is null ? Granted(grant)!.Value : identityAllows;
    }

    /// <summary>The first of the caller's own layers that does not allow; null when all that count do.</summary>
    private static Decision? FindCallerSilence(
        in RequestScope scope,
        CallerPolicies caller,
        bool isRoleNamed,
        out CompiledStatement? identity
    )
    {
        identity = null;
        if (scope.Principal.Type != PrincipalType.Root)
        {
            // A federated user has what its session policy leaves of the user's permissions: without one, nothing.
            var hasPermissions = scope.Principal.Type != PrincipalType.FederatedUser || caller.SessionIndex is not null;
            identity = hasPermissions ? caller.IdentityIndex.FindAllow(scope) : null;
            if (identity is null && !isRoleNamed)
            {
                return Silent(PolicyLayer.Identity);
            }
        }

        if (caller.Boundary is { } boundary && boundary.Index.FindAllow(scope) is null)
        {
            return Silent(PolicyLayer.Boundary);
        }

        return caller.SessionIndex is { } session && session.FindAllow(scope) is null
            ? Silent(PolicyLayer.Session)
            : null;
    }

    private static PolicyLayer LayerOf(CompiledPolicy policy) =>
        policy.Kind == PolicyKind.Trust ? PolicyLayer.Trust : PolicyLayer.Resource;

    private static Decision? Granted(CompiledStatement? grant) =>
        grant is null ? null : Settled(DecisionOutcome.Allow, LayerOf(grant.Policy), grant);

    private static Decision Silent(PolicyLayer layer) => new(DecisionOutcome.ImplicitDeny, layer, null, -1);

    private static Decision Settled(DecisionOutcome outcome, PolicyLayer layer, CompiledStatement? statement) =>
        statement is null
            ? new Decision(outcome, PolicyLayer.None, null, -1)
            : new Decision(outcome, layer, statement.Policy, statement.Source.Index);
}
