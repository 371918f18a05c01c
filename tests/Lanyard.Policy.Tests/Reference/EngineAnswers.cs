using System.Collections.Immutable;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Explanation;

namespace Lanyard.Policy.Tests.Reference;

/// <summary>What the engine makes of layers.</summary>
internal static class EngineAnswers
{
    public static Decision Evaluate(this Layers layers, AuthorizationRequest request) =>
        Evaluator.Evaluate(layers.ThroughEndpoint(request), layers.Caller(), layers.Owner());

    public static DecisionExplanation Explain(this Layers layers, AuthorizationRequest request) =>
        Explainer.Explain(layers.ThroughEndpoint(request), layers.Caller(), layers.Owner());

    public static PartialDecision EvaluatePartially(
        this Layers layers,
        AuthorizationRequest request,
        params string[] unknownKeys
    ) => PartialEvaluator.Evaluate(layers.ThroughEndpoint(request), layers.Caller(), layers.Owner(), unknownKeys);

    /// <summary>The same layers with one more statement in one of them.</summary>
    public static Layers With(this Layers layers, PolicyLayer layer, string statement) =>
        layer switch
        {
            PolicyLayer.Boundary => layers with { Boundary = Append(layers.Boundary, statement) },
            PolicyLayer.Session => layers with { Session = [.. layers.Session, Append(null, statement)] },
            PolicyLayer.Resource => layers with { Resource = Append(layers.Resource, statement) },
            PolicyLayer.Endpoint => layers with { Endpoint = Append(layers.Endpoint, statement) },
            PolicyLayer.ServiceControl => layers with
            {
                ServiceControl = AtEachLevel(layers.ServiceControl, statement),
            },
            PolicyLayer.ResourceControl => layers with
            {
                ResourceControl = AtEachLevel(layers.ResourceControl, statement),
            },
            _ => layers with { Identity = [.. layers.Identity, Append(null, statement)] },
        };

    /// <summary>The same layers with one entry of one policy widened.</summary>
    public static Layers With(this Layers layers, SmallestChange change)
    {
        var policy = change.Place!.Policy;
        return layers with
        {
            Identity = Changed(layers.Identity, "identity", change),
            Boundary = policy == "boundary" ? change.Element!.ApplyTo(layers.Boundary!) : layers.Boundary,
            Session = Changed(layers.Session, "session", change),
            Resource = policy == "resource" ? change.Element!.ApplyTo(layers.Resource!) : layers.Resource,
            ServiceControl = Changed(layers.ServiceControl, PolicyKind.ServiceControl, change),
            ResourceControl = Changed(layers.ResourceControl, PolicyKind.ResourceControl, change),
            Endpoint = policy == "endpoint" ? change.Element!.ApplyTo(layers.Endpoint!) : layers.Endpoint,
        };
    }

    private static string[] Changed(string[] policies, string name, SmallestChange change) =>
        [.. policies.Select((one, i) => Is(change, $"{name} {i}") ? change.Element!.ApplyTo(one) : one)];

    private static bool Is(SmallestChange change, string policy) => change.Place!.Policy == policy;

    private static string[][] Changed(string[][] levels, PolicyKind kind, SmallestChange change) =>
        [.. levels.Select((level, i) => Changed(level, $"{kind} {i}", change))];

    private static CallerPolicies Caller(this Layers layers) =>
        new()
        {
            Identity = Compile(layers.Identity, PolicyKind.Identity, "identity"),
            Boundary = layers.Boundary is null ? null : Given.Compile(PolicyKind.Boundary, layers.Boundary, "boundary"),
            Session = Compile(layers.Session, PolicyKind.Session, "session"),
            Control = Control(layers.ServiceControl, PolicyKind.ServiceControl, null),
        };

    private static ResourcePolicy Owner(this Layers layers) =>
        new(
            layers.Resource is null ? null : Given.Compile(PolicyKind.Resource, layers.Resource, "resource"),
            layers.IsRequired
        )
        {
            Control = Control(
                layers.ResourceControl,
                PolicyKind.ResourceControl,
                ControlPolicies.ServicesWithResourceControl
            ),
        };

    private static AuthorizationRequest ThroughEndpoint(this Layers layers, AuthorizationRequest request) =>
        new()
        {
            Principal = request.Principal,
            Action = request.Action,
            Resource = request.Resource,
            ResourceAccount = request.ResourceAccount,
            Context = request.Context,
            EndpointPolicy = layers.Endpoint is null
                ? null
                : Given.Compile(PolicyKind.Endpoint, layers.Endpoint, "endpoint"),
        };

    private static string[][] AtEachLevel(string[][] levels, string statement) =>
        [.. levels.Select(level => (string[])[.. level, Append(null, statement)])];

    private static string Append(string? policy, string statement) =>
        policy is null ? Given.Document(statement) : $"{policy[..^2]},{statement}]}}";

    private static ControlPolicies? Control(string[][] levels, PolicyKind kind, IEnumerable<string>? services) =>
        levels.Length == 0
            ? null
            : new ControlPolicies(
                levels.Select((level, i) => new ControlLevel($"ou-{i}", Compile(level, kind, $"{kind} {i}"))),
                services
            );

    private static ImmutableArray<CompiledPolicy> Compile(string[] policies, PolicyKind kind, string name) =>
        [.. policies.Select((policy, i) => Given.Compile(kind, policy, $"{name} {i}"))];
}
