namespace Lanyard.Policy.Documents;

/// <summary>What AWS Organizations asks of resource control policies beyond the language.</summary>
/// <remarks>They only deny, and to everyone; only the policy that is attached everywhere allows everything.</remarks>
/// <seealso href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html" />
internal static class ResourceControlRules
{
    public static StatementPrincipals ReadPrincipals(SourceNode node, bool isNot, FaultList faults)
    {
        var isMap =
            node.Members is [{ Name: "AWS" } only] && only.Value.AsList() is [{ Kind: SourceKind.String, Text: "*" }];
        if (isNot || (!isMap && node is not { Kind: SourceKind.String, Text: "*" }))
        {
            const string Message = "a resource control policy is about everyone";
            const string Hint = "write `\"Principal\": \"*\"`, and compare `aws:PrincipalArn` in a condition";
            faults.Add(FaultCodes.ResourceControlPrincipal, Message, Hint, node, IamSentences.OrganizationsRefusal);
        }
        else if (isMap)
        {
            // The same principal in other words; whether Organizations takes them is not documented.
            const string Message = "AWS documents `\"*\"` alone for resource control policies";
            faults.Warn(FaultCodes.ResourceControlPrincipal, Message, "write `\"Principal\": \"*\"`", node);
        }

        return new StatementPrincipals([new PrincipalName(PrincipalCategory.Aws, "*")], isNot);
    }

    public static void Check(PolicyStatement statement, SourceNode node, FaultList faults)
    {
        if (node.Find("NotAction") is { } notAction)
        {
            const string Message = "a resource control policy has no `NotAction`";
            const string Hint = "write the actions it denies in `Action`";
            faults.Add(
                FaultCodes.ResourceControlNotAction,
                Message,
                Hint,
                notAction,
                IamSentences.OrganizationsRefusal
            );
        }

        if (statement.Effect == Effect.Allow && !IsFullAccess(statement) && node.Find("Effect") is { } effect)
        {
            const string Message = "a resource control policy only denies";
            const string Hint = "write `Deny` with what is not wanted; `RCPFullAWSAccess` already allows everything";
            faults.Add(FaultCodes.ResourceControlAllow, Message, Hint, effect, IamSentences.OrganizationsRefusal);
        }
    }

    private static bool IsFullAccess(PolicyStatement statement) =>
        statement is { IsNotAction: false, IsNotResource: false, Conditions.Length: 0 }
        && statement.Actions is ["*"]
        && statement.Resources is ["*"];
}
