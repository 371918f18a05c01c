using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Explanation;

/// <summary>How explanations name layers, statements and principals.</summary>
internal static class Wording
{
    public static string Layer(PolicyLayer layer) =>
        layer switch
        {
            PolicyLayer.Identity => "identity policy",
            PolicyLayer.Resource => "policy of the resource",
            PolicyLayer.Trust => "trust policy of the role",
            PolicyLayer.Boundary => "permissions boundary",
            PolicyLayer.Session => "session policy",
            _ => "policy",
        };

    /// <summary>As in <c>statement 2 (`Sid`) of the permissions boundary `name`, line 9</c>.</summary>
    public static string Statement(PolicyLayer layer, CompiledPolicy policy, PolicyStatement statement)
    {
        var sid = string.IsNullOrEmpty(statement.Sid) ? "" : $" (`{statement.Sid}`)";
        return $"statement {statement.Index}{sid} of the {Layer(layer)} `{policy.Name}`, line {statement.Line}";
    }

    /// <summary>As in <c>role `team/app`</c>, <c>user `alice`</c>, <c>`ecs-tasks.amazonaws.com`</c>.</summary>
    public static string Bearer(Principal principal)
    {
        var arn = Arn.TryParse(principal.RoleArn ?? principal.Arn, out var parsed) ? parsed.Resource : principal.Arn;
        var slash = arn.IndexOf('/');
        return slash < 0 ? $"`{arn}`" : $"{arn[..slash]} `{arn[(slash + 1)..]}`";
    }
}
