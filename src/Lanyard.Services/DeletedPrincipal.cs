using System.Text.Json.Nodes;
using Lanyard.Access.Identity;
using Lanyard.Policy;

namespace Lanyard.Services;

/// <summary>A user or role that is about to be deleted, and what stands for it in policies from then on.</summary>
internal sealed class DeletedPrincipal(IPrincipalRecord record)
{
    // As in `arn:aws:sts::111122223333:assumed-role/app/`; a user has no sessions and so no such name.
    private readonly string _sessions = SessionsOf(Arn.Parse(record.Arn), record.Name);

    /// <summary>A policy with the unique id in place of the ARN, wherever the ARN is a principal; null when it is none.</summary>
    /// <param name="policy">The JSON of a valid policy.</param>
    public string? ReplaceIn(string policy)
    {
        var document = JsonNode.Parse(policy)!;
        var changed = false;
        foreach (var statement in Items(document["Statement"]))
        {
            changed |= Replace(statement?["Principal"]) | Replace(statement?["NotPrincipal"]);
        }

        return changed ? document.ToJsonString() : null;
    }

    private static string SessionsOf(Arn arn, string name) =>
        Arn.Global(arn.Partition, "sts", arn.Account, $"assumed-role/{name}/").ToString();

    private bool Replace(JsonNode? principal)
    {
        if (principal is not JsonObject categories || categories["AWS"] is not { } named)
        {
            return false;
        }

        var names = Items(named).Select(name => name!.GetValue<string>()).ToList();
        var renamed = names.ConvertAll(Rename);
        if (renamed.SequenceEqual(names, StringComparer.Ordinal))
        {
            return false;
        }

        categories["AWS"] =
            named is JsonArray
                ? new JsonArray([.. renamed.Select(name => (JsonNode)JsonValue.Create(name))])
                : JsonValue.Create(renamed.Single());
        return true;
    }

    private string Rename(string name) =>
        name == record.Arn ? record.Id
        : record is RoleRecord && name.StartsWith(_sessions, StringComparison.Ordinal)
            ? $"{record.Id}:{name[_sessions.Length..]}"
        : name;

    private static IReadOnlyList<JsonNode?> Items(JsonNode? node) =>
        node is JsonArray items ? [.. items]
        : node is null ? []
        : [node];
}
