using CsCheck;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Tests.Reference;
using static Lanyard.Policy.Tests.Given;

namespace Lanyard.Policy.Tests.Evaluation;

/// <summary>Requests of which some keys are unknown are allowed, denied or dependent on them, and never wrongly certain.</summary>
public sealed class PartialEvaluatorTests
{
    private const int Iterations = 1_000;
    private const int Fillings = 4;

    private static readonly string[] Unknown = ["k", "aws:username"];

    [Fact]
    public void What_no_unknown_key_decides_is_allowed() =>
        Assert.Equal(PartialOutcome.Allow, Decide("k", Allow("s3:*")).Outcome);

    [Fact]
    public void What_no_value_would_allow_is_denied() =>
        Assert.Equal(PartialOutcome.Deny, Decide("k", Allow("sqs:*", "*", """{"Bool":{"k":"true"}}""")).Outcome);

    [Fact]
    public void What_a_certain_deny_refuses_is_denied_whatever_else_is_unknown()
    {
        var decision = Decide("k", Allow("*", "*", """{"Bool":{"k":"true"}}"""), Deny("s3:GetObject"));

        Assert.Equal(PartialOutcome.Deny, decision.Outcome);
        Assert.Equal(DecisionOutcome.ExplicitDeny, decision.Decision!.Value.Outcome);
    }

    [Fact]
    public void An_unknown_condition_of_an_allow_makes_it_depend() =>
        AssertDependsOn(["k"], Decide("k", Allow("*", "*", """{"Bool":{"K":"true"}}""")));

    [Fact]
    public void An_unknown_condition_of_a_deny_makes_it_depend() =>
        AssertDependsOn(["k"], Decide("k", Allow("*"), Deny("*", "*", """{"Bool":{"k":"true"}}""")));

    [Fact]
    public void An_unknown_variable_of_a_resource_makes_it_depend() =>
        AssertDependsOn(
            ["aws:username"],
            Decide("aws:username", Allow("*", "arn:aws:s3:::receipts/${aws:username}/*"))
        );

    [Fact]
    public void An_unknown_variable_that_no_text_would_fit_does_not() =>
        Assert.Equal(
            PartialOutcome.Deny,
            Decide("aws:username", Allow("*", "arn:aws:s3:::others/${aws:username}/*")).Outcome
        );

    [Fact]
    public void An_unknown_variable_of_a_value_makes_it_depend()
    {
        var request = Request(context: new RequestContext().Set("svc:name", "bob"));
        var caller = Caller(Identity(Allow("*", "*", """{"StringEquals":{"svc:name":["${k}","x"]}}""")));

        AssertDependsOn(["k"], PartialEvaluator.Evaluate(request, caller, default, ["k"]));
    }

    [Fact]
    public void A_condition_on_a_known_key_that_fails_anyway_settles_it() =>
        Assert.Equal(
            PartialOutcome.Deny,
            Decide("k", Allow("*", "*", """{"Bool":{"k":"true"},"StringEquals":{"svc:other":"a"}}""")).Outcome
        );

    [Fact]
    public void Keys_of_statements_that_make_no_difference_are_not_named() =>
        AssertDependsOn(
            ["k"],
            Decide(
                "k",
                Allow("*"),
                Allow("*", "*", """{"Bool":{"aws:username":"true"}}"""),
                Deny("*", "*", """{"Bool":{"k":"true"}}""")
            )
        );

    [Fact]
    public void Control_policies_and_endpoints_depend_too()
    {
        var level = new ControlLevel(
            "r-root",
            [PolicyOf(PolicyKind.ServiceControl, Allow("*", "*", """{"Bool":{"k":"true"}}"""))]
        );
        var caller = Caller(Identity(Allow("*"))) with { Control = new ControlPolicies([level]) };

        AssertDependsOn(["k"], PartialEvaluator.Evaluate(Request(), caller, default, ["k"]));
    }

    [Fact]
    public void With_nothing_unknown_it_decides_as_the_evaluator_does() =>
        Gen.Select(PolicyGen.Request, PolicyGen.AnyLayers)
            .Sample(
                (request, layers) =>
                    What(layers.EvaluatePartially(request).Decision!.Value) == What(layers.Evaluate(request)),
                iter: Iterations
            );

    [Fact]
    public void What_is_certain_holds_for_all_values_and_what_depends_only_on_what_is_named() =>
        Gen.Select(PolicyGen.Request, PolicyGen.AnyLayers, PolicyGen.Context.Array[Fillings])
            .Sample(
                (request, layers, fillings) =>
                {
                    var partial = layers.EvaluatePartially(request, Unknown);
                    return fillings.All(values =>
                        partial.Outcome == PartialOutcome.Depends
                            ? DependsOnNothingElse(partial, request, layers, values)
                            : layers.Evaluate(Filled(request, values, Unknown)).IsAllowed
                                == (partial.Outcome == PartialOutcome.Allow)
                    );
                },
                iter: Iterations
            );

    // The texts are compiled for each question, so that the policies are equal but not the same.
    private static (DecisionOutcome Outcome, PolicyLayer Layer, string? Policy, int Statement) What(
        Decision decision
    ) => (decision.Outcome, decision.Layer, decision.Policy?.Document.Text, decision.StatementIndex);

    private static bool DependsOnNothingElse(
        PartialDecision partial,
        AuthorizationRequest request,
        Layers layers,
        RequestContext values
    )
    {
        var named = partial.DependsOn;
        var others = Unknown.Except(named, StringComparer.OrdinalIgnoreCase).ToArray();
        var settled = layers.EvaluatePartially(Filled(request, values, [.. named]), others);
        return named.Length > 0 && settled.Outcome != PartialOutcome.Depends;
    }

    private static AuthorizationRequest Filled(AuthorizationRequest request, RequestContext values, string[] keys)
    {
        var context = new RequestContext();
        var from = request
            .Context.Values.Where(pair => !keys.Contains(pair.Key, StringComparer.OrdinalIgnoreCase))
            .Concat(values.Values.Where(pair => keys.Contains(pair.Key, StringComparer.OrdinalIgnoreCase)));
        foreach (var (key, texts) in from)
        {
            context.Set(key, texts);
        }

        return new AuthorizationRequest
        {
            Principal = request.Principal,
            Action = request.Action,
            Resource = request.Resource,
            ResourceAccount = request.ResourceAccount,
            Context = context,
        };
    }

    private static PartialDecision Decide(string unknownKey, params string[] statements) =>
        PartialEvaluator.Evaluate(Request(), Caller(Identity(statements)), default, [unknownKey, "aws:username"]);

    private static void AssertDependsOn(string[] keys, PartialDecision decision)
    {
        Assert.Equal(PartialOutcome.Depends, decision.Outcome);
        Assert.Equal(keys, decision.DependsOn);
    }
}
