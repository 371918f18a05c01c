namespace Lanyard.Advice.Report;

/// <summary>A permission that a role used, or asked for in vain.</summary>
/// <param name="Action">The action.</param>
/// <param name="Resource">The resource.</param>
/// <param name="Policy">The policy that decided; null for silence.</param>
/// <param name="StatementIndex">The statement that decided; null for silence.</param>
public sealed record PermissionUse(string Action, string Resource, string? Policy, int? StatementIndex);
