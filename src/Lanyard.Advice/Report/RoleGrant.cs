namespace Lanyard.Advice.Report;

/// <summary>One action that a statement of a role's policies grants.</summary>
/// <param name="Policy">The policy's name or ARN.</param>
/// <param name="StatementIndex">The statement's index, from 0.</param>
/// <param name="Sid">The statement's Sid; null when it has none.</param>
/// <param name="Action">The action as the statement writes it, wildcards and all; of <c>NotAction</c> everything but what it names.</param>
/// <param name="Resources">The resources as the statement writes them; of <c>NotResource</c> everything but what it names.</param>
public sealed record RoleGrant(
    string Policy,
    int StatementIndex,
    string? Sid,
    string Action,
    IReadOnlyList<string> Resources
);
