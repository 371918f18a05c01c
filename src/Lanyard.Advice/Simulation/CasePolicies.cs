using System.Collections.Immutable;
using System.Text.Json;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Advice.Simulation;

/// <summary>Reads and compiles the policies of a case, layer by layer.</summary>
internal sealed class CasePolicies(JsonElement policies)
{
    private const string FullAccess =
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}""";

    private static readonly CompiledPolicy ImplicitFullAccess = CompiledPolicy.Compile(
        PolicyDocument.Parse(FullAccess, PolicyKind.ResourceControl).Document!,
        PolicyKind.ResourceControl,
        "RCPFullAWSAccess"
    );

    private readonly List<InvalidPolicy> _invalid = [];

    /// <summary>The policies with faults, of those that were asked for so far.</summary>
    public IReadOnlyList<InvalidPolicy> Invalid => _invalid;

    /// <summary>The policy of the VPC endpoint; null when there is none.</summary>
    public CompiledPolicy? Endpoint() => Layer("vpce", PolicyKind.Endpoint).FirstOrDefault();

    /// <summary>The policies on the caller's side.</summary>
    public CallerPolicies Caller() =>
        new()
        {
            Identity = Layer("identity", PolicyKind.Identity),
            Boundary = Layer("boundary", PolicyKind.Boundary).FirstOrDefault(),
            Session = Layer("session", PolicyKind.Session),
            Control = Levels("scp", PolicyKind.ServiceControl) is { Count: > 0 } levels
                ? new ControlPolicies(levels)
                : null,
        };

    /// <summary>The policies on the resource's side.</summary>
    public ResourcePolicy Resource(string action, string resource)
    {
        var policy = policies.Find("resource") is { } found
            ? Compile(found, ResourcePolicy.KindFor(action), "resource")
            : null;
        return new ResourcePolicy(policy, ResourcePolicy.IsRequiredFor(action, resource))
        {
            Control = Levels("rcp", PolicyKind.ResourceControl) is { Count: > 0 } levels
                ? new ControlPolicies(levels.Select(WithFullAccess), ControlPolicies.ServicesWithResourceControl)
                : null,
        };
    }

    private ControlLevel WithFullAccess(ControlLevel level) =>
        policies.Flag("rcpImplicitFullAccess") == false
            ? level
            : new ControlLevel(level.Target, level.Policies.Add(ImplicitFullAccess));

    private List<ControlLevel> Levels(string name, PolicyKind kind) =>
        [
            .. policies
                .Items(name)
                .Select(
                    (level, i) =>
                        new ControlLevel(
                            level.Text("target") ?? $"{name}/{i}",
                            CompileAll(level.Items("policies"), kind, $"{name}/{i}")
                        )
                ),
        ];

    private ImmutableArray<CompiledPolicy> Layer(string name, PolicyKind kind) =>
        CompileAll(policies.Items(name), kind, name);

    private ImmutableArray<CompiledPolicy> CompileAll(IReadOnlyList<JsonElement> all, PolicyKind kind, string name) =>
        [.. all.Select((policy, i) => Compile(policy, kind, $"{name}/{i}")).OfType<CompiledPolicy>()];

    private CompiledPolicy? Compile(JsonElement policy, PolicyKind kind, string name)
    {
        var id = policy.Text("id") ?? name;
        var document = policy.Find("document") ?? throw new MalformedCaseException($"policy `{id}` has no `document`");
        var parsed = PolicyDocument.Parse(TextOf(document), kind);
        if (parsed.IsValid)
        {
            return CompiledPolicy.Compile(parsed.Document, kind, id);
        }

        _invalid.Add(new InvalidPolicy(id, parsed.Findings));
        return null;
    }

    /// <summary>A document stands in a line as JSON, or as the text of what may not be.</summary>
    internal static string TextOf(JsonElement document) =>
        document.ValueKind == JsonValueKind.String ? JsonMembers.TextOf(document, "document") : document.GetRawText();
}
