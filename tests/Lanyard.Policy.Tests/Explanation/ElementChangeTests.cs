using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Explanation;
using static Lanyard.Policy.Tests.Given;

namespace Lanyard.Policy.Tests.Explanation;

/// <summary>A widened entry is written where it stands, and nothing else of the policy changes.</summary>
public sealed class ElementChangeTests
{
    [Fact]
    public void An_entry_of_a_list_gets_its_neighbour()
    {
        const string Text = """
            {
              "Version": "2012-10-17",
              "Statement": [
                { "Effect": "Allow", "Action": "sqs:*", "Resource": "*" },
                {
                  "Effect": "Allow",
                  "Action": ["s3:GetObject"],
                  "Resource": [
                    "arn:aws:s3:::reports/*",
                    "arn:aws:s3:::receipts"
                  ]
                }
              ]
            }
            """;

        var explanation = Explainer.Explain(Request(), Caller(Compile(PolicyKind.Identity, Text, "app")), default);

        var change = explanation.Change!;
        Assert.Equal(
            "add `arn:aws:s3:::receipts/*` beside `arn:aws:s3:::receipts` in `Statement[1].Resource[1]` of policy `app`, "
                + $"line 10, column 9: `arn:aws:s3:::receipts` ends where the path of `{BucketObject}` goes on",
            change.Advice
        );
        Assert.Equal(new StatementPlace("app", 1, null, 5, 5), change.Place);
        Assert.Equal(
            new ElementChange(
                "Statement[1].Resource[1]",
                10,
                9,
                "arn:aws:s3:::receipts",
                "arn:aws:s3:::receipts/*",
                KeepsFrom: true
            ),
            change.Element
        );
        Assert.Equal(
            Text.Replace(
                "\"arn:aws:s3:::receipts\"",
                "\"arn:aws:s3:::receipts\", \"arn:aws:s3:::receipts/*\"",
                StringComparison.Ordinal
            ),
            change.Element!.ApplyTo(Text)
        );
    }

    [Fact]
    public void A_single_text_becomes_a_list() =>
        Assert.Equal(
            """{"Resource": ["a", "b\"c"]}""",
            new ElementChange("Resource", 1, 14, "a", "b\"c", KeepsFrom: true).ApplyTo("""{"Resource": "a"}""")
        );

    [Fact]
    public void A_text_is_put_in_the_place_of_another() =>
        Assert.Equal(
            "{\n\"StringLike\": {}}",
            new ElementChange("StringEquals", 2, 1, "StringEquals", "StringLike", KeepsFrom: false).ApplyTo(
                "{\n\"StringEquals\": {}}"
            )
        );

    [Theory]
    [InlineData("""{"k":12}""", "12", """{"k":[12, "13"]}""")]
    [InlineData("""{"k":"\u0061\""}""", "a\"", """{"k":["\u0061\"", "13"]}""")]
    public void What_stands_there_may_be_written_in_many_ways(string text, string from, string changed) =>
        Assert.Equal(changed, new ElementChange("k", 1, 6, from, "13", KeepsFrom: true).ApplyTo(text));

    [Theory]
    [InlineData("")]
    [InlineData("{\"Resource\":")]
    [InlineData("""{"Resource": "other"}""")]
    [InlineData("""{"Resource": "a""")]
    public void Another_policy_is_not_changed(string text)
    {
        var change = new ElementChange("Resource", 1, 14, "a", "b", KeepsFrom: true);

        Assert.Throws<ArgumentException>(() => change.ApplyTo(text));
        Assert.Throws<ArgumentException>(() => (change with { Line = 3 }).ApplyTo(text));
    }

    [Fact]
    public void A_lone_statement_has_a_path_without_index()
    {
        var policy = Compile(
            PolicyKind.Identity,
            """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObjects","Resource":"*"}}"""
        );

        var change = Explainer.Explain(Request(), Caller(policy), default).Change!;

        Assert.Equal("Statement.Action", change.Element!.Path);
    }

    [Fact]
    public void What_AWS_manages_nobody_widens()
    {
        var managed = Compile(
            PolicyKind.Identity,
            Document(Allow("s3:GetObject", "arn:aws:s3:::receipts")),
            "arn:aws:iam::aws:policy/Read"
        );

        var change = Explainer.Explain(Request(), Caller(managed), default).Change!;

        Assert.Equal((ChangeKind.AddStatement, null), (change.Kind, change.Element));
        Assert.NotNull(change.Statement);
    }

    [Fact]
    public void Where_several_levels_are_silent_each_gets_the_statement()
    {
        var level = PolicyOf(PolicyKind.ServiceControl, Allow("s3:GetObject", "arn:aws:s3:::receipts"));
        var caller = Caller(Identity(Allow("*"))) with
        {
            Control = new ControlPolicies([new ControlLevel("r-root", [level]), new ControlLevel("ou-1", [level])]),
        };

        var change = Explainer.Explain(Request(), caller, default).Change!;

        Assert.Equal(["r-root", "ou-1"], change.Targets);
        Assert.Equal("add this statement to a service control policy of `r-root` and of `ou-1`", change.Advice);
        Assert.NotNull(change.Statement);
    }

    [Fact]
    public void A_level_that_is_silent_alone_is_widened()
    {
        var all = PolicyOf(PolicyKind.ServiceControl, Allow("*"));
        var narrow = Compile(PolicyKind.ServiceControl, Document(Allow("s3:*", "arn:aws:s3:::receipts")), "p-narrow");
        var caller = Caller(Identity(Allow("*"))) with
        {
            Control = new ControlPolicies([new ControlLevel("r-root", [all]), new ControlLevel("ou-1", [narrow])]),
        };

        var change = Explainer.Explain(Request(), caller, default).Change!;

        Assert.Equal((PolicyLayer.ServiceControl, "p-narrow"), (change.Layer, change.Place!.Policy));
        Assert.Equal("arn:aws:s3:::receipts/*", change.Element!.To);
    }
}
