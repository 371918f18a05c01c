using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Explanation;

/// <summary>How explanations name layers, statements and principals.</summary>
internal static class Wording
{
    private const int ShownTexts = 3;

    /// <summary>The first of several texts, and how many there are more.</summary>
    public static string List(IEnumerable<string> texts)
    {
        var all = texts.ToList();
        var shown = string.Join(", ", all.Take(ShownTexts).Select(text => $"`{text}`"));
        return all.Count > ShownTexts ? $"{shown} and {all.Count - ShownTexts} more" : shown;
    }

    public static string Layer(PolicyLayer layer) =>
        layer switch
        {
            PolicyLayer.Identity => "identity policy",
            PolicyLayer.Resource => "policy of the resource",
            PolicyLayer.Trust => "trust policy of the role",
            PolicyLayer.Boundary => "permissions boundary",
            PolicyLayer.Session => "session policy",
            PolicyLayer.ServiceControl => "service control policy",
            PolicyLayer.ResourceControl => "resource control policy",
            PolicyLayer.Endpoint => "VPC endpoint policy",
            _ => "policy",
        };

    /// <summary>As in <c>policy `name`</c>, <c>permissions boundary `name`</c>, <c>the trust policy of app</c>.</summary>
    public static string Policy(PolicyLayer layer, CompiledPolicy policy) =>
        layer switch
        {
            PolicyLayer.Identity => $"policy `{policy.Name}`",
            PolicyLayer.Boundary => $"permissions boundary `{policy.Name}`",
            PolicyLayer.ServiceControl => $"service control policy `{policy.Name}`",
            PolicyLayer.ResourceControl => $"resource control policy `{policy.Name}`",
            // The others have no name of their own but are called after what they are of.
            _ => $"the {policy.Name}",
        };

    /// <summary>As in <c>statement 2 (`Sid`) of permissions boundary `name`, line 9</c>.</summary>
    public static string Statement(PolicyLayer layer, CompiledPolicy policy, PolicyStatement statement)
    {
        var sid = string.IsNullOrEmpty(statement.Sid) ? "" : $" (`{statement.Sid}`)";
        return $"statement {statement.Index}{sid} of {Policy(layer, policy)}, line {statement.Line}";
    }

    /// <summary>As in <c>role `team/app`</c>, <c>user `alice`</c>, <c>`ecs-tasks.amazonaws.com`</c>.</summary>
    public static string Bearer(Principal principal)
    {
        var arn = Arn.TryParse(principal.RoleArn ?? principal.Arn, out var parsed) ? parsed.Resource : principal.Arn;
        var slash = arn.IndexOf('/');
        return slash < 0 ? $"`{arn}`" : $"{arn[..slash]} `{arn[(slash + 1)..]}`";
    }
}
