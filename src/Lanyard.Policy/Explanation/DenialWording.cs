using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Explanation;

/// <summary>How refusals are worded where AWS's documentation leaves it open, or its services differ.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html" />
public sealed record DenialWording
{
    /// <summary>Everything as AWS prints it most often.</summary>
    public static DenialWording Default { get; } = new();

    /// <summary>
    /// Whether a session policy that denies is called <c>a sessions policy</c>, as AWS's documentation prints it; otherwise
    /// <c>a session policy</c>, as the sentence about its silence has it. AWS does not say which one services answer.
    /// </summary>
    /// <value>By default true.</value>
    public bool SessionDenialsSaySessions { get; init; } = true;

    /// <summary>
    /// Whether an explicit deny ends with the ARN of its policy, as in <c>: arn:aws:iam::111122223333:policy/NoDeletes</c>.
    /// AWS began in January 2026, service by service, for identity, boundary, session, service and resource control
    /// policies. A policy whose <see cref="CompiledPolicy.Name" /> is no ARN is not named.
    /// </summary>
    /// <value>By default false.</value>
    public bool NamesDenyingPolicy { get; init; }

    /// <summary>
    /// Whether callers from another account are told the reason: AWS tells them where both accounts are of one
    /// organization, which policies do not show. Assuming a role across accounts is never explained.
    /// </summary>
    /// <value>By default false.</value>
    public bool TellsOtherAccounts { get; init; }

    /// <summary>
    /// Whether a silent resource control policy is worded as the other layers are. Resource control policies come with
    /// <c>RCPFullAWSAccess</c> at every level and so are never silent at AWS, which has no sentence for it; by default the
    /// reason is left out then.
    /// </summary>
    /// <value>By default false.</value>
    public bool WordsSilentResourceControl { get; init; }
}
