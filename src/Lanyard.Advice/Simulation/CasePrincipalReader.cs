using System.Text.Json;
using Lanyard.Policy;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Advice.Simulation;

/// <summary>Reads the principal of a case.</summary>
internal static class CasePrincipalReader
{
    // What policies pin is the unique id; a case that is about them gives it in `aws:userid`, as requests have it.
    private const string SomeUser = "AIDAEXAMPLE";
    private const string SomeRole = "AROAEXAMPLE";

    /// <summary>Reads a principal.</summary>
    /// <exception cref="MalformedCaseException">It is no principal.</exception>
    public static Principal Read(JsonElement principal)
    {
        var type = principal.RequireText("type");
        return type switch
        {
            "user" => Principal.User(ArnOf(principal, "arn"), SomeUser),
            "role" => Principal.Role(ArnOf(principal, "arn"), SomeRole),
            "role-session" => Session(principal),
            "federated-user" => Principal.FederatedUser(ArnOf(principal, "arn"), UserOf(principal)),
            "root" => Root(principal),
            "service" => Principal.Service(principal.Text("service") ?? principal.RequireText("arn")),
            "anonymous" => Principal.Anonymous,
            "web-identity" => Principal.WebIdentity(ProviderOf(principal)),
            "saml" => Principal.Saml(ProviderOf(principal)),
            _ => throw new MalformedCaseException($"`{type}` is no type of principal"),
        };
    }

    private static Principal Session(JsonElement principal)
    {
        var arn = ArnOf(principal, "arn");
        if (arn.Resource.Split('/') is not ["assumed-role", var name, var session])
        {
            throw new MalformedCaseException($"`{arn}` is no session of a role");
        }

        var role = principal.Find("role") is null
            ? Arn.Global(arn.Partition, "iam", arn.Account, $"role/{name}")
            : ArnOf(principal, "role");
        return Principal.RoleSession(role, SomeRole, session);
    }

    private static Arn? UserOf(JsonElement principal) =>
        principal.Find("role") is null ? null : ArnOf(principal, "role");

    private static string ProviderOf(JsonElement principal) =>
        principal.Text("service") ?? principal.RequireText("arn");

    private static Principal Root(JsonElement principal)
    {
        var account = CaseReader.AccountOf(principal, "account") ?? AccountId.Parse(ArnOf(principal, "arn").Account);
        // An account alone says nothing of its partition.
        var partition = Arn.TryParse(principal.Text("arn"), out var arn) ? arn.Partition : Partitions.Aws;
        return Principal.Root(partition, account);
    }

    private static Arn ArnOf(JsonElement principal, string name)
    {
        var text = principal.RequireText(name);
        return Arn.TryParse(text, out var arn) && AccountId.TryParse(arn.Account, out _)
            ? arn
            : throw new MalformedCaseException($"`{text}` in `{name}` is no ARN of an account");
    }
}
