using Lanyard.Policy.Documents;
using Lanyard.Policy.Matching;

namespace Lanyard.Advice.Report;

/// <summary>Compares what a role's policies grant with what was used of them.</summary>
public static class UnusedGrants
{
    private const string EverythingBut = "everything but";

    /// <summary>Everything that a policy grants, an action at a time. A document that cannot be read grants nothing.</summary>
    public static IEnumerable<RoleGrant> GrantsOf(string policyName, string document)
    {
        var parsed = PolicyDocument.Parse(document, PolicyKind.Identity);
        if (!parsed.IsValid)
        {
            yield break;
        }

        foreach (var statement in parsed.Document.Statements.Where(one => one.Effect == Effect.Allow))
        {
            var resources = Entries(statement.Resources, statement.IsNotResource);
            foreach (var action in Entries(statement.Actions, statement.IsNotAction))
            {
                yield return new RoleGrant(policyName, statement.Index, statement.Sid, action, resources);
            }
        }
    }

    /// <summary>The grants that nothing used.</summary>
    /// <param name="used">What was allowed, with the statement that allowed it.</param>
    public static IReadOnlyList<RoleGrant> Find(
        IEnumerable<RoleGrant> grants,
        IReadOnlyCollection<PermissionUse> used
    ) => [.. grants.Where(grant => !used.Any(permission => Uses(permission, grant)))];

    private static IReadOnlyList<string> Entries(IReadOnlyList<string> written, bool isNot) =>
        isNot ? [$"{EverythingBut} {string.Join(", ", written)}"] : written;

    private static bool Uses(PermissionUse used, RoleGrant grant) =>
        used.Policy == grant.Policy
        && used.StatementIndex == grant.StatementIndex
        && (
            grant.Action.StartsWith(EverythingBut, StringComparison.Ordinal)
            || PolicyPatterns.CoversAction(grant.Action, used.Action)
        );
}
