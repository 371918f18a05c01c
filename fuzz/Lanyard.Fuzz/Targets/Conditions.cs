using Lanyard.Policy.Conditions;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Fuzz.Targets;

/// <summary>Conditions of every operator: the policy's value in the first line, the request's in the second.</summary>
internal static class Conditions
{
    private const int LongestInput = 16_384;

    private static readonly string[] Operators =
    [
        .. (string[])
            [
                "StringEquals",
                "StringEqualsIgnoreCase",
                "StringLike",
                "ArnEquals",
                "ArnLike",
                "NumericEquals",
                "DateEquals",
                "IpAddress",
            ],
        .. (string[])["NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals"],
        .. (string[])
            ["DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals", "Bool", "BinaryEquals"],
    ];

    public static FuzzTarget Target { get; } =
        new(
            "conditions",
            [
                "a*b?${aws:username}\naab*",
                "12.50\n-0012.5",
                "2026-11-24T00:00:00Z\n1795478400",
                "10.0.0.0/8\n10.1.2.3",
                "2001:db8::/32\n2001:db8::1",
                "arn:aws:s3:::b/*\narn:aws:s3:::b/a",
                "true\nTrue",
                "AQID\nAQID",
            ],
            [
                .. (string[])
                    [
                        "*",
                        "?",
                        "${*}",
                        "${k}",
                        "${none, 'a'}",
                        "${",
                        "}",
                        "\n",
                        "-",
                        "+",
                        ".",
                        "e9",
                        "0",
                        "00",
                        "99999999999999999999999999999999",
                    ],
                .. (string[])
                    [
                        "/",
                        "::",
                        "/33",
                        "/-1",
                        "T",
                        "Z",
                        "24:00",
                        "=",
                        "==",
                        "%",
                        "true",
                        "NaN",
                        "Infinity",
                        "\u0660",
                        "\u0130",
                        "arn:aws:s3:::",
                    ],
            ],
            null,
            Check
        );

    private static void Check(string input)
    {
        // Each value is compiled some hundred times here; documents of full length have their own target.
        if (input.Length > LongestInput)
        {
            return;
        }

        var lines = Lines.Split(input, 2);
        var context = new RequestContext().Set("k", lines[1]).Set("aws:username", lines[1]);
        var set = new RequestContext().Set("k", [lines[1], "", lines[0]]);
        foreach (var name in Operators)
        {
            var holds = Holds(name, lines[0], context);
            Assert.True(
                holds == Holds($"{name}IfExists", lines[0], context),
                $"{name}: the key is there, IfExists or not"
            );
            var negated = Negated(name);
            Assert.True(
                negated is null || holds != Holds(negated, lines[0], context),
                $"{name} or {negated}, and not both"
            );
            // Of a set of empty texts, which is as good as none, everything holds for all and nothing for any.
            var all = lines is not ["", ""] && Holds($"ForAllValues:{name}", lines[0], set);
            Assert.True(
                !all || Holds($"ForAnyValue:{name}", lines[0], set),
                $"{name}: what holds for all holds for any"
            );
        }
    }

    private static string? Negated(string name) =>
        name switch
        {
            "IpAddress" => "NotIpAddress",
            "StringEquals" => "StringNotEquals",
            "StringEqualsIgnoreCase" => "StringNotEqualsIgnoreCase",
            "StringLike" => "StringNotLike",
            "ArnEquals" => "ArnNotEquals",
            "ArnLike" => "ArnNotLike",
            "NumericEquals" => "NumericNotEquals",
            "DateEquals" => "DateNotEquals",
            _ => null,
        };

    private static bool Holds(string name, string value, RequestContext context)
    {
        var source = new StatementCondition(name, "k", [value], 1);
        var condition = Condition.Compile(source, PolicyVersion.V2012, PolicySettings.Default);
        var holds = condition.Holds(context);
        var truth = condition.Consider(context, new HashSet<string>(["none"], StringComparer.OrdinalIgnoreCase));
        Assert.True(truth == Truth.Unknown || truth == Truths.Of(holds), $"{name}: what is known is so");
        return holds;
    }
}
