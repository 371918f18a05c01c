using Lanyard.Policy.Documents;
using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Evaluation;

/// <summary>The walk through the layers that decides a request.</summary>
/// <remarks>
/// A request is allowed when (1) nothing denies it, (2) the organizations and the endpoint let it pass, and (3) the layers
/// that count for it allow it. Which those are depends on the principal, on whose the resource is and on how closely the
/// resource's policy names the principal. The order in which layers are looked at decides which one is reported.
/// </remarks>
/// <typeparam name="TMatching">What counts as a match.</typeparam>
internal static class LayerWalk<TMatching>
    where TMatching : struct, IStatementMatching
{
    /// <summary>Decides a request; never throws.</summary>
    public static Decision Decide(
        in RequestScope scope,
        AuthorizationRequest request,
        CallerPolicies caller,
        in ResourcePolicy resource
    )
    {
        // AWS answers it whatever policies say.
        if (scope.Action.Service is "sts" && scope.Action.Name is "getcalleridentity")
        {
            return Settled(DecisionOutcome.Allow, PolicyLayer.None, null);
        }

        return FindDeny(scope, request, caller, resource)
            ?? FindOuterSilence(scope, request, caller, resource)
            ?? DecideInside(scope, request, caller, resource);
    }

    /// <summary>(1) The first denial.</summary>
    private static Decision? FindDeny(
        in RequestScope scope,
        AuthorizationRequest request,
        CallerPolicies caller,
        in ResourcePolicy resource
    )
    {
        if (caller.ControlOf(scope.Principal) is { } serviceControl && FindDeny(scope, serviceControl) is { } byAccount)
        {
            return Settled(DecisionOutcome.ExplicitDeny, PolicyLayer.ServiceControl, byAccount);
        }

        if (resource.ControlOf(scope) is { } resourceControl && FindDeny(scope, resourceControl) is { } byOwner)
        {
            return Settled(DecisionOutcome.ExplicitDeny, PolicyLayer.ResourceControl, byOwner);
        }

        if (request.EndpointPolicy?.Index.FindDeny<TMatching>(scope) is { } inEndpoint)
        {
            return Settled(DecisionOutcome.ExplicitDeny, PolicyLayer.Endpoint, inEndpoint);
        }

        if (caller.Boundary?.Index.FindDeny<TMatching>(scope) is { } inBoundary)
        {
            return Settled(DecisionOutcome.ExplicitDeny, PolicyLayer.Boundary, inBoundary);
        }

        if (caller.SessionIndex?.FindDeny<TMatching>(scope) is { } inSession)
        {
            return Settled(DecisionOutcome.ExplicitDeny, PolicyLayer.Session, inSession);
        }

        if (resource.Policy?.Index.FindDeny<TMatching>(scope) is { } inResource)
        {
            return Settled(DecisionOutcome.ExplicitDeny, LayerOf(resource.Policy), inResource);
        }

        return caller.IdentityIndex.FindDeny<TMatching>(scope) is { } inIdentity
            ? Settled(DecisionOutcome.ExplicitDeny, PolicyLayer.Identity, inIdentity)
            : null;
    }

    private static CompiledStatement? FindDeny(in RequestScope scope, ControlPolicies control)
    {
        foreach (var level in control.Levels)
        {
            if (level.Index.FindDeny<TMatching>(scope) is { } deny)
            {
                return deny;
            }
        }

        return null;
    }

    /// <summary>(2) The first of the layers around both accounts that does not let the request pass.</summary>
    private static Decision? FindOuterSilence(
        in RequestScope scope,
        AuthorizationRequest request,
        CallerPolicies caller,
        in ResourcePolicy resource
    )
    {
        if (caller.ControlOf(scope.Principal) is { } serviceControl && !Allows(scope, serviceControl))
        {
            return Silent(PolicyLayer.ServiceControl);
        }

        if (resource.ControlOf(scope) is { } resourceControl && !Allows(scope, resourceControl))
        {
            return Silent(PolicyLayer.ResourceControl);
        }

        return request.EndpointPolicy is { } endpoint && endpoint.Index.FindAllow<TMatching>(scope) is null
            ? Silent(PolicyLayer.Endpoint)
            : null;
    }

    private static bool Allows(in RequestScope scope, ControlPolicies control)
    {
        foreach (var level in control.Levels)
        {
            if (level.Index.FindAllow<TMatching>(scope) is null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>(3) Whether the layers that count allow; nothing denies.</summary>
    private static Decision DecideInside(
        in RequestScope scope,
        AuthorizationRequest request,
        CallerPolicies caller,
        in ResourcePolicy resource
    )
    {
        var strength = GrantStrength.None;
        var grant = resource.Policy?.Index.FindStrongestAllow<TMatching>(scope, out strength);
        var principal = request.Principal;
        if (!principal.HasAccount)
        {
            return Granted(grant) ?? Silent(Evaluator.LayerOf(resource, request.Action));
        }

        var isSameAccount = (request.ResourceAccount ?? principal.Account) == principal.Account;
        if (isSameAccount && strength == GrantStrength.Direct)
        {
            return Granted(grant)!.Value;
        }

        if (resource.IsRequired && grant is null)
        {
            return Silent(Evaluator.LayerOf(resource, request.Action));
        }

        var isRoleNamed = isSameAccount && strength == GrantStrength.Role;
        if (FindCallerSilence(scope, caller, isRoleNamed, out var identity) is { } silence)
        {
            return silence;
        }

        if (!isSameAccount && grant is null)
        {
            return Silent(Evaluator.LayerOf(resource, request.Action));
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
            identity = hasPermissions ? caller.IdentityIndex.FindAllow<TMatching>(scope) : null;
            if (identity is null && !isRoleNamed)
            {
                return Silent(PolicyLayer.Identity);
            }
        }

        if (caller.Boundary is { } boundary && boundary.Index.FindAllow<TMatching>(scope) is null)
        {
            return Silent(PolicyLayer.Boundary);
        }

        return caller.SessionIndex is { } session && !SessionAllows(scope, caller, session)
            ? Silent(PolicyLayer.Session)
            : null;
    }

    private static bool SessionAllows(in RequestScope scope, CallerPolicies caller, StatementIndex union)
    {
        if (caller.SessionPoliciesAreUnion)
        {
            return union.FindAllow<TMatching>(scope) is not null;
        }

        foreach (var policy in caller.Session)
        {
            if (policy.Index.FindAllow<TMatching>(scope) is null)
            {
                return false;
            }
        }

        return true;
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
