namespace Lanyard.Policy.Evaluation;

/// <summary>Decides requests by compiled policies, without allocating.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html" />
public static class Evaluator
{
    /// <summary>Decides a request; never throws.</summary>
    public static Decision Evaluate(AuthorizationRequest request, CallerPolicies caller, ResourcePolicy resource) =>
        throw new NotImplementedException();
}
