namespace Lanyard.Policy.Documents;

/// <summary>Looks for trust that IAM saves although it is given to everyone, or to nobody.</summary>
internal static class TrustReview
{
    private const string AssumeRole = "sts:AssumeRole";
    private const string EcsTasks = "ecs-tasks.amazonaws.com";

    private static readonly string[] ActionsOfProviders = ["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];

    public static void Check(PolicyStatement statement, SourceNode node, FaultList faults)
    {
        if (
            statement.Principals is not { IsNot: false, Names.Length: > 0 } principals
            || node.Find("Principal") is not { } place
        )
        {
            return;
        }

        if (
            statement.Effect == Effect.Allow
            && principals.Names.Contains(new PrincipalName(PrincipalCategory.Aws, "*"))
        )
        {
            const string Message = "everyone in every account may assume the role, as far as conditions let them";
            const string Hint = "name the accounts, roles or services that may";
            faults.Warn(FaultCodes.TrustWildcard, Message, Hint, place);
        }

        CheckProviders(principals, place, faults);
        CheckActions(statement, principals, node, faults);
        CheckSourceArn(principals, node, faults);
    }

    private static void CheckProviders(StatementPrincipals principals, SourceNode place, FaultList faults)
    {
        foreach (var name in principals.Names.Where(one => one.Category == PrincipalCategory.Federated))
        {
            var isProvider = Arn.TryParse(name.Value, out var arn)
                ? arn.Service == "iam" && arn.Resource.Contains("-provider/", StringComparison.Ordinal)
                : name.Value.Contains('.', StringComparison.Ordinal);
            if (!isProvider)
            {
                var message = $"`{name.Value}` is not an identity provider";
                const string Hint =
                    "write the ARN of an OIDC or SAML provider, or a name such as `accounts.google.com`";
                faults.Warn(FaultCodes.InvalidFederatedPrincipal, message, Hint, place);
            }
        }
    }

    private static void CheckActions(
        PolicyStatement statement,
        StatementPrincipals principals,
        SourceNode node,
        FaultList faults
    )
    {
        if (statement.IsNotAction || node.Find("Action") is not { } action)
        {
            return;
        }

        if (
            principals.Names.All(name => name.Category == PrincipalCategory.Federated)
            && statement.Actions.Contains(AssumeRole, StringComparer.OrdinalIgnoreCase)
        )
        {
            const string Message = "whoever comes from an identity provider does not call `sts:AssumeRole`";
            const string Hint = "write `sts:AssumeRoleWithWebIdentity` for OIDC, `sts:AssumeRoleWithSAML` for SAML";
            faults.Warn(FaultCodes.MismatchedAction, Message, Hint, action);
        }
        else if (
            principals.Names.All(name => name.Category is PrincipalCategory.Service)
            && ActionsOfProviders.Any(one => statement.Actions.Contains(one, StringComparer.OrdinalIgnoreCase))
        )
        {
            const string Message = "services call `sts:AssumeRole`, not the actions of identity providers";
            faults.Warn(FaultCodes.MismatchedAction, Message, "write `sts:AssumeRole`", action);
        }
    }

    /// <summary>ECS says for which account and region it asks, and documents that a cluster cannot be told apart.</summary>
    /// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html" />
    private static void CheckSourceArn(StatementPrincipals principals, SourceNode node, FaultList faults)
    {
        if (!principals.Names.Contains(new PrincipalName(PrincipalCategory.Service, EcsTasks)))
        {
            return;
        }

        var keys = (node.Find("Condition")?.Members ?? [])
            .SelectMany(one => one.Value.Members)
            .Where(key => key.Name.Equals("aws:SourceArn", StringComparison.OrdinalIgnoreCase));
        foreach (var value in keys.SelectMany(key => key.Value.AsList()))
        {
            if (Arn.TryParse(value.Text, out var arn) && arn.Resource != "*")
            {
                var message = $"ECS does not support a source narrower than an account and a region: `{value.Text}`";
                var hint = $"write `arn:{arn.Partition}:ecs:{arn.Region}:{arn.Account}:*`";
                faults.Warn(FaultCodes.NarrowSourceArn, message, hint, value);
            }
        }
    }
}
