using System.Text;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Explanation;
using Lanyard.Policy.Tests;

namespace Lanyard.Fuzz.Targets;

/// <summary>Documents, read as every kind of policy; those without faults are compiled and asked.</summary>
internal static class Documents
{
    private static readonly AuthorizationRequest[] Requests =
    [
        Given.Request(),
        Given.Request("sts:AssumeRole", Given.RoleArn, Given.EcsTasks),
        Given.Request(
            "sqs:SendMessage",
            "*",
            Given.User,
            new RequestContext().Set("aws:username", "*").Set("k", ["", "a"])
        ),
        Given.Request("s3", "arn:aws:s3:::", Principal.Anonymous),
    ];

    public static FuzzTarget Target { get; } =
        new(
            "documents",
            [
                Given.Document(Given.Allow("s3:*"), Given.Deny("sqs:Send*", "arn:aws:sqs:*:*:q")),
                Given.Document(Given.Allow("""["s3:Get*","*"]""", """["arn:aws:s3:::b/${aws:username}","*"]""")),
                Given.Document(Given.AllowTo("""{"AWS":["111122223333","*"],"Service":"s3.amazonaws.com"}""")),
                Given.Document(Given.Trust("""{"Service":"ecs-tasks.amazonaws.com"}""")),
                Given.Document(Given.Allow("*", "*", """{"StringLike":{"k":["a*",1,true]},"Null":{"K2":false}}""")),
                """{"Version":"2008-10-17","Id":"i","Statement":{"Sid":"s","Effect":"Deny","NotAction":"*","NotResource":[]}}""",
            ],
            [
                .. (string[])
                    [
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"",
                        "null",
                        "true",
                        "-0",
                        "1e999",
                        "\\ud800",
                        "\\u0000",
                        "\"*\"",
                        "{}",
                        "[]",
                    ],
                .. (string[])
                    [
                        "\"Version\":\"2012-10-17\",",
                        "\"Statement\":",
                        "\"Sid\":\"s\",",
                        "\"Effect\":\"Allow\",",
                        "\"Id\":\"i\",",
                    ],
                .. (string[])
                    ["\"Action\":\"s3:*\",", "\"NotAction\":[\"*\"],", "\"Resource\":\"*\",", "\"NotResource\":\"*\","],
                .. (string[])
                    [
                        "\"Principal\":\"*\",",
                        "\"NotPrincipal\":{\"AWS\":\"*\"},",
                        "\"Condition\":{},",
                        "\"DateLessThan\":{\"k\":\"2026\"},",
                    ],
            ],
            Large,
            Check
        );

    private static void Check(string input)
    {
        foreach (var kind in Enum.GetValues<PolicyKind>())
        {
            var parsed = PolicyDocument.Parse(input, kind);
            Assert.True(parsed.IsValid == (parsed.Faults.Count == 0), "a document has faults or none");
            Assert.True(parsed.Faults.All(fault => fault is { Line: > 0, Column: > 0 }), "a fault has its place");
            if (parsed.IsValid)
            {
                Ask(CompiledPolicy.Compile(parsed.Document, kind, "p"));
            }
        }
    }

    private static void Ask(CompiledPolicy policy)
    {
        var caller = policy.Kind switch
        {
            PolicyKind.Boundary => new CallerPolicies { Identity = [policy], Boundary = policy },
            PolicyKind.Session => new CallerPolicies { Identity = [policy], Session = [policy] },
            PolicyKind.ServiceControl => new CallerPolicies { Identity = [policy], Control = ControlBy(policy, null) },
            _ => new CallerPolicies { Identity = [policy] },
        };
        var resource = policy.Kind switch
        {
            PolicyKind.Resource or PolicyKind.Trust => new ResourcePolicy(policy, policy.Kind == PolicyKind.Trust),
            PolicyKind.ResourceControl => new ResourcePolicy(null, IsRequired: false)
            {
                Control = ControlBy(policy, ControlPolicies.ServicesWithResourceControl),
            },
            _ => default,
        };
        foreach (var request in Requests)
        {
            var decision = Evaluator.Evaluate(request, caller, resource);
            var explained = Explainer.Explain(request, caller, resource).Decision;
            Assert.True(decision == explained, "an explanation is of the decision");
            var partial = PartialEvaluator.Evaluate(request, caller, resource, []);
            Assert.True(partial.Decision == decision, "where all is known, nothing depends");
        }
    }

    private static ControlPolicies ControlBy(CompiledPolicy policy, IEnumerable<string>? services) =>
        new([new ControlLevel("r", [policy])], services);

    /// <summary>As much of one thing as the longest document has room for, or more.</summary>
    private static string Large(Random random) =>
        random.Next(8) switch
        {
            0 => new string('[', 1_000_000),
            1 => string.Concat(Enumerable.Repeat("{\"a\":", random.Next(200_000))),
            2 => Given.Document(Given.Allow(Many(random, "s3:A"), Many(random, "arn:aws:s3:::"))),
            3 => Given.Document(
                Given.Allow(Many(random, "a"), "*").Replace("a1", "a:1", StringComparison.Ordinal),
                Given.Allow(Many(random, "*:A"))
            ),
            4 => Given.Document([.. Enumerable.Repeat("{\"Effect\":\"Maybe\",\"X\":1}", random.Next(5_000))]),
            5 => Given.Document(Given.Allow("*", "*", Named(random, "[{}{0}]", ",{}"))),
            6 => Given.Document(Given.Allow("*", "*", Named(random, "{\"a\":1{0}}", ",\"a\":1"))),
            _ => Given.Document(Given.Allow("*", "*", $$$"""{"StringLike":{"k":{{{Many(random, "*a")}}}}}""")),
        };

    private static string Many(Random random, string beginning) =>
        $"[{string.Join(',', Enumerable.Range(0, 1 + random.Next(4_000)).Select(i => $"\"{beginning}{i}\""))}]";

    // A long name, beneath which there is much to find fault with.
    private static string Named(Random random, string frame, string more)
    {
        var much = string.Concat(Enumerable.Repeat(more, random.Next(10_000)));
        var value = frame.Replace("{0}", much, StringComparison.Ordinal);
        return new StringBuilder("{\"StringLike\":{\"")
            .Append('n', random.Next(60_000))
            .Append("\":")
            .Append(value)
            .Append("}}")
            .ToString();
    }
}
