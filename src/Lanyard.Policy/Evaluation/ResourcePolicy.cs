using Lanyard.Policy.Documents;

namespace Lanyard.Policy.Evaluation;

/// <summary>What the resource's side has to say about a request.</summary>
/// <param name="Policy">The resource's own policy, compiled; null where none is attached.</param>
/// <param name="IsRequired">
/// Whether nothing goes without it, even in the owning account: trust policies of roles and policies of KMS keys.
/// </param>
public readonly record struct ResourcePolicy(CompiledPolicy? Policy, bool IsRequired)
{
    /// <summary>Resource control policies on the way to the resource's account; null outside an organization.</summary>
    public ControlPolicies? Control { get; init; }

    /// <summary>What a resource's policy is for an action: the trust policy of the role that is assumed, or its own.</summary>
    public static PolicyKind KindFor(string action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return action.StartsWith("sts:AssumeRole", StringComparison.OrdinalIgnoreCase)
            ? PolicyKind.Trust
            : PolicyKind.Resource;
    }

    /// <summary>Whether nothing goes without the resource's policy: where a role is assumed, and with KMS keys.</summary>
    /// <seealso href="https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html" />
    public static bool IsRequiredFor(string action, string resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var isKey =
            action.StartsWith("kms:", StringComparison.OrdinalIgnoreCase)
            && resource.Contains(":key/", StringComparison.Ordinal);
        return isKey || KindFor(action) == PolicyKind.Trust;
    }

    /// <summary>The resource control policies that count: they bear on some services, and leave service-linked roles alone.</summary>
    internal ControlPolicies? ControlOf(in RequestScope scope) =>
        Control is { } control && !scope.Principal.IsServiceLinked && control.BearsOn(scope) ? control : null;
}
