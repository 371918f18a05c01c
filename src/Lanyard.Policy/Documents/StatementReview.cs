namespace Lanyard.Policy.Documents;

/// <summary>Looks at a statement as a whole, when all of its elements are read.</summary>
internal static class StatementReview
{
    public static void Check(PolicyStatement statement, SourceNode node, PolicyKind kind, FaultList faults)
    {
        switch (kind)
        {
            case PolicyKind.ResourceControl:
                ResourceControlRules.Check(statement, node, faults);
                break;
            case PolicyKind.Trust:
                TrustReview.Check(statement, node, faults);
                break;
            case PolicyKind.Identity or PolicyKind.Managed:
                CheckPassRole(statement, node, faults);
                break;
        }
    }

    private static void CheckPassRole(PolicyStatement statement, SourceNode node, FaultList faults)
    {
        var passesAll =
            statement is { Effect: Effect.Allow, IsNotAction: false, IsNotResource: false }
            && statement.Actions.Contains("iam:PassRole", StringComparer.OrdinalIgnoreCase)
            && statement.Resources.Contains("*", StringComparer.Ordinal)
            && !statement.Conditions.Any(one =>
                one.Key.Equals("iam:PassedToService", StringComparison.OrdinalIgnoreCase)
            );
        if (passesAll && node.Find("Resource") is { } resource)
        {
            const string Message = "whoever may pass every role to every service may do what any of the roles may";
            const string Hint = "write the roles' ARNs, or a condition on `iam:PassedToService`";
            faults.Warn(FaultCodes.PassRoleOfAll, Message, Hint, resource);
        }
    }
}
