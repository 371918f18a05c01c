namespace Lanyard.Policy.Evaluation;

/// <summary>The policy of the resource that a request is about.</summary>
/// <param name="Policy">The compiled policy; null where none is attached.</param>
/// <param name="IsRequired">
/// Whether nothing goes without it, even in the owning account: trust policies of roles and policies of KMS keys.
/// </param>
public readonly record struct ResourcePolicy(CompiledPolicy? Policy, bool IsRequired);
