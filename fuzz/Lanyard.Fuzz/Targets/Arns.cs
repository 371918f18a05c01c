using Lanyard.Policy;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Matching;

namespace Lanyard.Fuzz.Targets;

/// <summary>ARNs by themselves, and beside a pattern of ARNs; the pattern's line is first.</summary>
internal static class Arns
{
    private static readonly RequestContext Context = new RequestContext()
        .Set("aws:username", "a:*/?")
        .Set("k", ["a", "b"]);

    public static FuzzTarget Target { get; } =
        new(
            "arns",
            [
                "arn:aws:s3:::b/*\narn:aws:s3:::b/a",
                "arn:aws:iam::111122223333:role/team/${aws:username}\narn:aws:iam::111122223333:role/team/a:*/?",
                "arn:aws:sqs:us-*\narn:aws:sqs:us-east-1:111122223333:q",
                "arn:*:sqs:${k, 'us:east'}:*:?\narn:aws:sqs:us:east:111122223333:q:x",
            ],
            [
                "arn:",
                "aws",
                ":",
                "::",
                "*",
                "?",
                "/",
                "${",
                "}",
                "${*}",
                "${aws:username}",
                "${none, 'x:y'}",
                "', ",
                "\n",
                "root",
                "111122223333",
            ],
            null,
            Check
        );

    private static void Check(string input)
    {
        var lines = Lines.Split(input, 2);
        var (source, text) = (lines[0], lines[1]);
        if (Arn.TryParse(text, out var arn))
        {
            var parts = $"arn:{arn.Partition}:{arn.Service}:{arn.Region}:{arn.Account}:{arn.Resource}";
            Assert.True(parts == text && arn.ToString() == text, "the parts of an ARN make the ARN");
            Assert.True(new ArnText(text).IsArn, "what is an ARN is matched as one");
        }

        if (AccountId.TryParse(text, out var account))
        {
            Assert.True(account.ToString() == text, "an account is its digits");
        }

        foreach (var version in Enum.GetValues<PolicyVersion>())
        {
            MatchBoth(source, text, version);
        }
    }

    private static void MatchBoth(string source, string text, PolicyVersion version)
    {
        var resource = ArnPattern.ForResource(source, version, PolicySettings.Default);
        var isMatch = resource.IsMatch(new ArnText(text), Context);
        Assert.True(
            !isMatch || text.StartsWith(resource.Beginning, StringComparison.Ordinal),
            "what matches has the beginning"
        );
        Assert.True(source != text || isMatch || !IsPlain(source) || !new ArnText(text).IsArn, "an ARN matches itself");
        _ = ArnPattern.ForCondition(source, version, PolicySettings.Default).IsMatch(new ArnText(text), Context);
        _ = resource.Consider(
            new ArnText(text),
            Context,
            new HashSet<string>(["aws:username"], StringComparer.OrdinalIgnoreCase)
        );
    }

    private static bool IsPlain(string source) =>
        !source.Any(character => character is '$' or >= '\ufdd0' and <= '\ufdd3');
}
