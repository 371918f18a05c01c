namespace Lanyard.Policy.Documents;

/// <summary>What IAM asks of the text of an action.</summary>
internal static class ActionSyntax
{
    public static Action<SourceNode> For(PolicyKind kind, FaultList faults) =>
        kind == PolicyKind.Trust ? node => CheckTrust(node, faults) : node => Check(node, faults);

    private static void CheckTrust(SourceNode node, FaultList faults)
    {
        if (!node.Text.StartsWith("sts:", StringComparison.OrdinalIgnoreCase))
        {
            var message = $"a trust policy is about `sts:` actions, not `{node.Text}`";
            const string Hint = "write `sts:AssumeRole`, `sts:TagSession` or another action of STS";
            faults.Add(FaultCodes.UnsupportedAction, message, Hint, node, IamSentences.TrustActions);
        }
        else
        {
            Check(node, faults);
        }
    }

    private static void Check(SourceNode node, FaultList faults)
    {
        var action = node.Text;
        if (action == "*")
        {
            return;
        }

        VariableSyntax.Refuse(action, "an action", node, faults);
        var colon = action.IndexOf(':');
        var vendor = colon < 0 ? "" : action[..colon];
        if (colon <= 0)
        {
            var message = $"the action `{action}` does not begin with a service and a colon";
            const string Hint = "write the service's prefix first, as in `s3:GetObject`";
            faults.Add(FaultCodes.InvalidAction, message, Hint, node, IamSentences.ActionWithoutVendor);
        }
        else if (action.IndexOf(':', colon + 1) >= 0)
        {
            var message = $"the action `{action}` has more than one colon";
            const string Hint = "write one colon, between service and action, as in `s3:GetObject`";
            faults.Add(FaultCodes.InvalidAction, message, Hint, node, IamSentences.ActionColons);
        }
        else if (
            vendor != "*"
            && !vendor.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.')
        )
        {
            var message = $"`{vendor}` is not a service prefix: wildcards stand after the colon only";
            const string Hint = "write an entry for each service, as in `s3:Get*`, or `*` alone for all";
            faults.Add(FaultCodes.InvalidServiceInAction, message, Hint, node, IamSentences.VendorNotValid(vendor));
        }
    }
}
