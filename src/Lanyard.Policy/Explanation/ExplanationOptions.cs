namespace Lanyard.Policy.Explanation;

/// <summary>How decisions are explained where AWS leaves it open.</summary>
public sealed record ExplanationOptions
{
    /// <summary>As the evaluator reports, in AWS's usual words.</summary>
    public static ExplanationOptions Default { get; } = new();

    /// <summary>
    /// Whether, of several silent layers, the first of AWS's documented walk is reported: resource control, service
    /// control, endpoint, resource, identity, boundary, session. Otherwise the evaluator's is, which looks at service
    /// control policies first. What is decided is the same; AWS does not say which layer its services report.
    /// </summary>
    /// <value>By default false.</value>
    /// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html" />
    public bool FollowsDocumentedWalk { get; init; }

    /// <summary>The words of AWS's sentence.</summary>
    public DenialWording Wording { get; init; } = DenialWording.Default;
}
