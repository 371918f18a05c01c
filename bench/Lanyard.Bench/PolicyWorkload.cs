using System.Text.Json.Nodes;
using Lanyard.Policy;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Tests.Reference;

namespace Lanyard.Bench;

/// <summary>A role's policies and the requests that are put to them in rotation.</summary>
internal sealed record PolicyWorkload(string[] Policies, AuthorizationRequest[] Requests)
{
    private static readonly PolicyLimits NoLimits = PolicyLimits.Aws with { Document = int.MaxValue };

    /// <summary>Reads <c>bench/workloads/workload-N.json</c>.</summary>
    public static async Task<PolicyWorkload> ReadAsync(string root, int statements)
    {
        var path = Path.Combine(root, "bench", "workloads", $"workload-{statements}.json");
        var workload = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        return new PolicyWorkload(
            [.. workload["policies"]!.AsArray().Select(policy => policy!.ToJsonString())],
            [.. workload["requests"]!.AsArray().Select(request => Read(request!))]
        );
    }

    /// <summary>The policies compiled, as of the role that asks.</summary>
    public CallerPolicies Compile() =>
        new() { Identity = [.. Policies.Select((json, i) => Compile(json, $"policy {i}"))] };

    /// <summary>The policies as the plain evaluator takes them.</summary>
    public Layers Layers => new(Policies, null, [], null, IsRequired: false);

    public static CompiledPolicy Compile(string json, string name) =>
        CompiledPolicy.Compile(
            PolicyDocument.Parse(json, PolicyKind.Identity, NoLimits).Document!,
            PolicyKind.Identity,
            name
        );

    private static AuthorizationRequest Read(JsonNode request)
    {
        var context = new RequestContext();
        foreach (var (key, value) in request["context"]!.AsObject())
        {
            context.Set(key, (string)value!);
        }

        var session = Arn.Parse((string)request["principal"]!);
        var (role, name) = (session.Resource.Split('/')[1], session.Resource.Split('/')[2]);
        return new AuthorizationRequest
        {
            Principal = Principal.RoleSession(Arn.Parse($"arn:aws:iam::{session.Account}:role/{role}"), "AROA", name),
            Action = (string)request["action"]!,
            Resource = (string)request["resource"]!,
            ResourceAccount = AccountId.Parse((string)request["accountId"]!),
            Context = context,
        };
    }
}
