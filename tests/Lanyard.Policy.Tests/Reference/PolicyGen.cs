using CsCheck;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Tests.Reference;

/// <summary>Policies and requests drawn from few words, so that they meet often.</summary>
internal static class PolicyGen
{
    private static readonly string[] Keys = ["k", "aws:username", "aws:TagKeys", "K2"];
    private static readonly string[] Values =
    [
        "a",
        "b",
        "ab",
        "A",
        "*",
        "",
        "12",
        "12.0",
        "true",
        "10.0.0.1",
        "arn:aws:s3:::b/a",
        "1795478400",
    ];

    private static readonly Gen<string> Action = Gen.OneOf(
        "*",
        "s3:*",
        "s3:Get*",
        "S3:GETobject",
        "s3:?etObject",
        "s3:*Object",
        "s3:PutObject",
        "sqs:*",
        "sqs:Send*"
    );

    private static readonly Gen<string> Resource = Gen.OneOf(
        "*",
        "arn:aws:s3:::*",
        "arn:aws:s3:::b/*",
        "arn:aws:s3:::b/${aws:username}",
        "arn:aws:s3:::b/${none, 'a'}*",
        "arn:aws:s3:::${none}",
        "arn:aws:s3:::?/*b",
        "arn:aws:sqs:*:111122223333:q",
        "arn:aws:sqs:us-*",
        "arn:*:sqs:us-east-1:*:*"
    );

    private static readonly Gen<string> AwsPrincipal = Gen.OneOf(
        "*",
        Given.Account,
        $"arn:aws:iam::{Given.Account}:root",
        Given.OtherAccount,
        Given.RoleArn,
        Given.SessionArn,
        Given.UserArn
    );

    private static readonly Gen<string> Principal = Gen.OneOf(
        Gen.Const("\"*\""),
        Some(AwsPrincipal, 3).Select(names => $$"""{"AWS":{{Json(names)}}}"""),
        Gen.Const("""{"Service":["ecs-tasks.amazonaws.com"]}"""),
        Gen.Const($$"""{"Federated":"{{Given.Provider}}"}""")
    );

    private static readonly Gen<string> TextCondition = Gen.Select(
        Gen.OneOf("", "ForAllValues:", "ForAnyValue:"),
        Gen.OneOf(
            "StringEquals",
            "StringNotEquals",
            "StringEqualsIgnoreCase",
            "StringNotEqualsIgnoreCase",
            "StringLike",
            "StringNotLike",
            "ArnLike",
            "ArnNotEquals",
            "NumericEquals",
            "NumericNotEquals",
            "NumericLessThan",
            "NumericGreaterThanEquals",
            "Bool"
        ),
        Gen.OneOf("", "IfExists"),
        Gen.OneOf(Keys),
        Some(
            Gen.OneOf([
                .. Values,
                "a*",
                "?",
                "${aws:username}",
                "${none}",
                "${none, 'a'}b",
                "${*}",
                "arn:aws:s3:::b/*",
                "arn:aws:*:::b/${aws:username}",
            ]),
            3
        ),
        (set, name, exists, key, values) =>
            $$$"""{"{{{set}}}{{{name}}}{{{exists}}}":{"{{{key}}}":{{{Json(values.Select(value => ValueFor(name, value)))}}}}}"""
    );

    private static readonly Gen<string> TypedCondition = Gen.Select(
        Gen.OneOf(
            Gen.Select(
                Gen.OneOf("DateLessThan", "DateGreaterThanEquals", "DateNotEquals"),
                Gen.OneOf("2026-11-24T00:00:00Z", "1795478400", "2026-11-23T23:59:59-01:00"),
                (name, value) => (name, value)
            ),
            Gen.Select(
                Gen.OneOf("IpAddress", "NotIpAddress"),
                Gen.OneOf("10.0.0.0/8", "10.0.0.1", "2001:db8::/32", "0.0.0.0/0"),
                (name, value) => (name, value)
            ),
            Gen.Select(Gen.Const("Null"), Gen.OneOf("true", "false"), (name, value) => (name, value))
        ),
        Gen.OneOf(Keys),
        (test, key) => $$$"""{"{{{test.name}}}":{"{{{key}}}":"{{{test.value}}}"}}"""
    );

    private static readonly Gen<string> Condition = Gen.Frequency(
        (3, Gen.Const("")),
        (2, Gen.OneOf(TextCondition, TypedCondition).Select(condition => $",\"Condition\":{condition}"))
    );

    public static readonly Gen<RequestContext> Context = Gen.Select(
            Gen.OneOf(Keys),
            Some(Gen.OneOf(Values), 2),
            (key, values) => (key, values)
        )
        .Array[0, 3]
        .Select(items => items.Aggregate(new RequestContext(), (context, item) => context.Set(item.key, item.values)));

    public static readonly Gen<string> Identity = Document(
        Statement(Gen.OneOf("Allow", "Allow", "Allow", "Deny"), Gen.Const(""))
    );

    public static readonly Gen<string> ResourcePolicy = Document(
        Gen.Frequency(
            (4, Statement(Gen.OneOf("Allow", "Allow", "Deny"), Principal.Select(who => $"\"Principal\":{who},"))),
            (1, Statement(Gen.Const("Deny"), Principal.Select(who => $"\"NotPrincipal\":{who},")))
        )
    );

    /// <summary>Mostly lets everything pass, as control policies and endpoints do.</summary>
    public static readonly Gen<string> Control = Gen.Frequency(
        (2, Gen.Const(Given.Document(Given.Allow("*")))),
        (1, Identity)
    );

    public static readonly Gen<string> Endpoint = Document(
        Statement(Gen.OneOf("Allow", "Allow", "Deny"), Gen.Const("\"Principal\":\"*\","))
    );

    /// <summary>What Organizations takes: everything allowed to everyone, or statements that deny actions by name.</summary>
    public static readonly Gen<string> ResourceControl = Gen.Frequency(
        (1, Gen.Const(Given.Document(Given.AllowTo("\"*\"")))),
        (1, Document(Statement(Gen.Const("Deny"), Gen.Const("\"Principal\":\"*\","), Gen.Const("Action"))))
    );

    public static readonly Gen<Layers> AnyLayers = Gen.Select(
        Gen.Select(
            Identity.Array[0, 2],
            Gen.Frequency((2, Gen.Const((string?)null)), (1, Identity.Select(policy => (string?)policy))),
            Gen.Frequency((2, Gen.Const(Array.Empty<string>())), (1, Identity.Array[1, 2]))
        ),
        Gen.Frequency((1, Gen.Const((string?)null)), (2, ResourcePolicy.Select(policy => (string?)policy))),
        Gen.Bool,
        Levels(Control),
        Levels(ResourceControl),
        Gen.Frequency((5, Gen.Const((string?)null)), (1, Endpoint.Select(policy => (string?)policy))),
        (own, resource, isRequired, serviceControl, resourceControl, endpoint) =>
            new Layers(own.Item1, own.Item2, own.Item3, resource, isRequired)
            {
                ServiceControl = serviceControl,
                ResourceControl = resourceControl,
                Endpoint = endpoint,
            }
    );

    public static readonly Gen<AuthorizationRequest> Request = Gen.Select(
        Gen.OneOf(
            Given.Session,
            Given.Session,
            Given.User,
            Given.Root,
            Given.EcsTasks,
            Given.FederatedUser,
            Given.WebIdentity,
            Given.ServiceLinked,
            Lanyard.Policy.Evaluation.Principal.Anonymous
        ),
        Gen.OneOf("s3:GetObject", "s3:PutObject", "sqs:SendMessage"),
        Gen.OneOf(
            "arn:aws:s3:::b/a",
            "arn:aws:s3:::b/ab",
            "arn:aws:s3:::b/*",
            "arn:aws:sqs:us-east-1:111122223333:q",
            "*"
        ),
        Gen.OneOf(null, Given.Account, Given.OtherAccount),
        Context,
        (principal, action, resource, account, context) => Given.Request(action, resource, principal, context, account)
    );

    private static Gen<string[][]> Levels(Gen<string> policy) =>
        Gen.Frequency((4, Gen.Const(Array.Empty<string[]>())), (1, policy.Array[0, 2].Array[1, 2]));

    private static Gen<string> Document(Gen<string> statement) =>
        Gen.Select(
            Gen.OneOf("2012-10-17", "2012-10-17", "2008-10-17"),
            statement.Array[1, 4],
            (version, statements) => $$"""{"Version":"{{version}}","Statement":[{{string.Join(',', statements)}}]}"""
        );

    private static Gen<string> Statement(Gen<string> effect, Gen<string> principal) =>
        Statement(effect, principal, Gen.OneOf("Action", "Action", "Action", "NotAction"));

    private static Gen<string> Statement(Gen<string> effect, Gen<string> principal, Gen<string> element) =>
        Gen.Select(
            effect,
            principal,
            element,
            Some(Action, 2),
            Gen.OneOf("Resource", "Resource", "Resource", "NotResource"),
            Gen.Select(Some(Resource, 2), Condition),
            (what, who, action, actions, resource, where) =>
                $$"""{"Effect":"{{what}}",{{who}}"{{action}}":{{Json(actions)}},"{{resource}}":{{Json(where.Item1)}}{{where.Item2}}}"""
        );

    // IAM takes nothing for an ARN that could be none.
    private static string ValueFor(string name, string value) =>
        name.StartsWith("Arn", StringComparison.Ordinal)
        && Values.Contains(value, StringComparer.Ordinal)
        && value != "*"
            ? $"arn:aws:s3:::{value}"
            : value;

    private static Gen<string[]> Some(Gen<string> item, int most) => item.Array[1, most];

    private static string Json(IEnumerable<string> texts) =>
        $"[{string.Join(',', texts.Select(text => $"\"{text}\""))}]";
}
