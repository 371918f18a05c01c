using System.Collections.Immutable;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Explanation;

namespace Lanyard.Policy.Tests.Reference;

/// <summary>The policies of every layer, as texts.</summary>
internal sealed record Layers(string[] Identity, string? Boundary, string[] Session, string? Resource, bool IsRequired)
{
    /// <summary>Level by level; none at all is no organization.</summary>
    public string[][] ServiceControl { get; init; } = [];

    public string[][] ResourceControl { get; init; } = [];

    public string? Endpoint { get; init; }

    private CallerPolicies Caller =>
        new()
        {
            Identity = Compile(Identity, PolicyKind.Identity),
            Boundary = Boundary is null ? null : Given.Compile(PolicyKind.Boundary, Boundary),
            Session = Compile(Session, PolicyKind.Session),
            Control = Control(ServiceControl, PolicyKind.ServiceControl, null),
        };

    private ResourcePolicy ResourcePolicy =>
        new(Resource is null ? null : Given.Compile(PolicyKind.Resource, Resource), IsRequired)
        {
            Control = Control(ResourceControl, PolicyKind.ResourceControl, ControlPolicies.ServicesWithResourceControl),
        };

    public Decision Evaluate(AuthorizationRequest request) =>
        Evaluator.Evaluate(ThroughEndpoint(request), Caller, ResourcePolicy);

    public DecisionExplanation Explain(AuthorizationRequest request) =>
        Explainer.Explain(ThroughEndpoint(request), Caller, ResourcePolicy);

    public PartialDecision EvaluatePartially(AuthorizationRequest request, params string[] unknownKeys) =>
        PartialEvaluator.Evaluate(ThroughEndpoint(request), Caller, ResourcePolicy, unknownKeys);

    /// <summary>The same layers with one more statement in one of them.</summary>
    public Layers With(PolicyLayer layer, string statement) =>
        layer switch
        {
            PolicyLayer.Boundary => this with { Boundary = Append(Boundary, statement) },
            PolicyLayer.Session => this with { Session = [.. Session, Append(null, statement)] },
            PolicyLayer.Resource => this with { Resource = Append(Resource, statement) },
            PolicyLayer.Endpoint => this with { Endpoint = Append(Endpoint, statement) },
            PolicyLayer.ServiceControl => this with { ServiceControl = AtEachLevel(ServiceControl, statement) },
            PolicyLayer.ResourceControl => this with { ResourceControl = AtEachLevel(ResourceControl, statement) },
            _ => this with { Identity = [.. Identity, Append(null, statement)] },
        };

    private AuthorizationRequest ThroughEndpoint(AuthorizationRequest request) =>
        new()
        {
            Principal = request.Principal,
            Action = request.Action,
            Resource = request.Resource,
            ResourceAccount = request.ResourceAccount,
            Context = request.Context,
            EndpointPolicy = Endpoint is null ? null : Given.Compile(PolicyKind.Endpoint, Endpoint),
        };

    private static string[][] AtEachLevel(string[][] levels, string statement) =>
        [.. levels.Select(level => (string[])[.. level, Append(null, statement)])];

    private static string Append(string? policy, string statement) =>
        policy is null ? Given.Document(statement) : $"{policy[..^2]},{statement}]}}";

    private static ControlPolicies? Control(string[][] levels, PolicyKind kind, IEnumerable<string>? services) =>
        levels.Length == 0
            ? null
            : new ControlPolicies(
                levels.Select((level, i) => new ControlLevel($"ou-{i}", Compile(level, kind))),
                services
            );

    private static ImmutableArray<CompiledPolicy> Compile(string[] policies, PolicyKind kind) =>
        [.. policies.Select(policy => Given.Compile(kind, policy))];
}
