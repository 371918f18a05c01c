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
            faults.Add(FaultCodes.UnsupportedAction, message, node, IamSentences.TrustActions);
        }
        else
        {
            Check(node, faults);
        }
    }

    private static void Check(SourceNode node, FaultList faults)
    {
        var action = node.Text;
        if (action is "*")
        {
            return;
        }

        var colon = action.IndexOf(':');
        var vendor = colon < 0 ? "" : action[..colon];
        if (colon <= 0)
        {
            var message = $"the action `{action}` does not begin with a service and a colon";
            faults.Add(FaultCodes.InvalidAction, message, node, IamSentences.ActionWithoutVendor);
        }
        else if (action.IndexOf(':', colon + 1) >= 0)
        {
            var message = $"the action `{action}` has more than one colon";
            faults.Add(FaultCodes.InvalidAction, message, node, IamSentences.ActionColons);
        }
        else if (
            vendor is not "*"
            && !vendor.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.')
        )
        {
            var message = $"`{vendor}` is not a service prefix: wildcards stand after the colon only";
            faults.Add(FaultCodes.InvalidServiceInAction, message, node, IamSentences.VendorNotValid(vendor));
        }
    }
}
