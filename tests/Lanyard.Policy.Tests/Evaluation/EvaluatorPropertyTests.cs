using CsCheck;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Tests.Reference;

namespace Lanyard.Policy.Tests.Evaluation;

/// <summary>What holds for all policies and requests; the reference evaluator says what is right.</summary>
public sealed class EvaluatorPropertyTests
{
    private const int Iterations = 2_000;
    private const int Comparisons = 10_000;

    private static readonly Gen<Layers> AnyLayers = PolicyGen.AnyLayers;

    [Fact]
    public void The_engine_decides_as_the_reference_does() =>
        Gen.Select(PolicyGen.Request, AnyLayers)
            .Sample(
                (request, layers) => layers.Evaluate(request).Outcome == ReferenceEvaluator.Decide(request, layers),
                iter: Comparisons,
                print: Print
            );

    [Fact]
    public void Many_statements_decide_as_the_reference_says() =>
        Gen.Select(PolicyGen.Request, PolicyGen.Identity.Array[8, 24])
            .Sample(
                (request, identity) =>
                {
                    var layers = new Layers(identity, null, [], null, false);
                    return layers.Evaluate(request).Outcome == ReferenceEvaluator.Decide(request, layers);
                },
                iter: Iterations / 4
            );

    [Fact]
    public void Of_many_statements_that_match_the_first_is_named() =>
        Gen.Select(PolicyGen.Request, PolicyGen.Identity.Array[8, 24])
            .Sample(
                (request, identity) =>
                {
                    var decision = new Layers(identity, null, [], null, false).Evaluate(request);
                    if (decision.Policy is null)
                    {
                        return true;
                    }

                    // Alone, a policy that decides as all do together is the first one that was named.
                    var first = identity.First(one =>
                        new Layers([one], null, [], null, false).Evaluate(request) is { Policy: not null } alone
                        && alone.Outcome == decision.Outcome
                    );
                    return decision.Policy.Document.Text == first
                        && new Layers([first], null, [], null, false).Evaluate(request).StatementIndex
                            == decision.StatementIndex;
                },
                iter: Iterations
            );

    [Fact]
    public void The_deciding_statement_has_the_effect_that_was_decided() =>
        Gen.Select(PolicyGen.Request, AnyLayers)
            .Sample(
                (request, layers) =>
                    layers.Evaluate(request) switch
                    {
                        { Statement: null } decision => decision.Outcome != DecisionOutcome.ExplicitDeny,
                        { Outcome: DecisionOutcome.Allow } decision => decision.Statement.Effect == Effect.Allow,
                        var decision => decision
                            is { Outcome: DecisionOutcome.ExplicitDeny, Statement.Effect: Effect.Deny },
                    },
                iter: Iterations,
                print: Print
            );

    [Fact]
    public void Adding_a_deny_never_allows() =>
        Gen.Select(PolicyGen.Request, AnyLayers, PolicyGen.Identity)
            .Sample(
                (request, layers, more) =>
                    layers.Evaluate(request).IsAllowed
                    || !(layers with { Identity = [.. layers.Identity, OnlyDenies(more)] }).Evaluate(request).IsAllowed,
                iter: Iterations
            );

    [Fact]
    public void A_boundary_never_grants() =>
        Gen.Select(PolicyGen.Request, AnyLayers, PolicyGen.Identity)
            .Sample(
                (request, layers, boundary) =>
                    (layers with { Boundary = null }).Evaluate(request).IsAllowed
                    || !(layers with { Boundary = boundary }).Evaluate(request).IsAllowed,
                iter: Iterations
            );

    // Without a session policy a federated user has nothing that one could take away.
    [Fact]
    public void What_only_limits_never_grants() =>
        Gen.Select(
                PolicyGen.Request.Where(request => request.Principal.Type != PrincipalType.FederatedUser),
                AnyLayers,
                PolicyGen.Identity,
                PolicyGen.ResourceControl,
                PolicyGen.Endpoint
            )
            .Sample(
                (request, layers, policy, resourceControl, endpoint) =>
                {
                    var unlimited = layers with
                    {
                        Session = [],
                        ServiceControl = [],
                        ResourceControl = [],
                        Endpoint = null,
                    };
                    return unlimited.Evaluate(request).IsAllowed
                        || new[]
                        {
                            unlimited with
                            {
                                Session = [policy],
                            },
                            unlimited with
                            {
                                ServiceControl =
                                [
                                    [policy],
                                ],
                            },
                            unlimited with
                            {
                                ResourceControl =
                                [
                                    [resourceControl],
                                ],
                            },
                            unlimited with
                            {
                                Endpoint = endpoint,
                            },
                        }.All(limited => !limited.Evaluate(request).IsAllowed);
                },
                iter: Iterations
            );

    [Fact]
    public void Order_and_duplicates_do_not_matter() =>
        Gen.Select(PolicyGen.Request, AnyLayers)
            .Sample(
                (request, layers) =>
                    layers.Evaluate(request).Outcome
                    == (layers with { Identity = [.. layers.Identity.Reverse(), .. layers.Identity] })
                        .Evaluate(request)
                        .Outcome,
                iter: Iterations
            );

    [Fact]
    public void A_refusal_is_always_explained_by_the_layer_that_was_reported() =>
        Gen.Select(PolicyGen.Request, AnyLayers)
            .Sample(
                (request, layers) =>
                {
                    var explanation = layers.Explain(request);
                    return explanation.Decision.IsAllowed
                        ? explanation is { Change: null, BlockedBy: [] }
                        : explanation.BlockedBy.Contains(explanation.Decision.Layer)
                            && explanation.Change!.Layer == explanation.Decision.Layer;
                },
                iter: Iterations,
                print: Print
            );

    [Fact]
    public void The_proposed_statement_allows_what_one_layer_alone_refused() =>
        Gen.Select(PolicyGen.Request, AnyLayers)
            .Sample(
                (request, layers) =>
                    layers.Explain(request) is not { BlockedBy: [var layer], Change.Statement: { } statement }
                    || layers.With(layer, statement).Evaluate(request).IsAllowed,
                iter: Iterations,
                print: Print
            );

    [Fact]
    public void The_widened_element_allows_what_one_layer_alone_refused() =>
        Gen.Select(PolicyGen.Request, AnyLayers)
            .Sample(
                (request, layers) =>
                    layers.Explain(request)
                        is not { BlockedBy: [_], Change: { Element: not null, Statement: null } change }
                    || layers.With(change).Evaluate(request).IsAllowed,
                iter: Comparisons,
                print: Print
            );

    [Fact]
    public void What_keeps_the_old_entry_takes_nothing_away() =>
        Gen.Select(PolicyGen.Request, AnyLayers, PolicyGen.Request)
            .Sample(
                (request, layers, other) =>
                    layers.Explain(request).Change is not { Element.KeepsFrom: true } change
                    || !layers.Evaluate(other).IsAllowed
                    || layers.With(change).Evaluate(other).IsAllowed,
                iter: Comparisons
            );

    [Fact]
    public void Evaluation_never_throws_whatever_is_asked() =>
        Gen.Select(
                Gen.String[Gen.Char["a:*?s3/\ufdd0\u017f\ud800"], 0, 12],
                Gen.String[Gen.Char["arn:s*?3/\ufdd0\ufdd2"], 0, 20],
                AnyLayers,
                Gen.String
            )
            .Sample(
                (action, resource, layers, value) =>
                {
                    var context = new RequestContext().Set("k", value).Set("aws:username", value);

                    layers.Explain(Given.Request(action, resource, context: context));
                },
                iter: Iterations
            );

    private static string OnlyDenies(string policy) =>
        policy.Replace("\"Allow\"", "\"Deny\"", StringComparison.Ordinal);

    private static string Print((AuthorizationRequest Request, Layers Layers) sample) =>
        LayersText.Of(sample.Request, sample.Layers);
}
