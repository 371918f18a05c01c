using Lanyard.Policy.Documents;
using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Evaluation;

/// <summary>Decides requests by compiled policies, without allocating.</summary>
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
        return LayerWalk<KnownMatching>.Decide(scope, request, caller, resource);
    }

    /// <summary>The layer that a resource's policy is for this request.</summary>
    internal static PolicyLayer LayerOf(ResourcePolicy resource, string action) =>
        resource.Policy?.Kind == PolicyKind.Trust || ResourcePolicy.KindFor(action) == PolicyKind.Trust
            ? PolicyLayer.Trust
            : PolicyLayer.Resource;
}
