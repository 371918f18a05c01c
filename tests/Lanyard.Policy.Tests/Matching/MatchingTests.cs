using CsCheck;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Matching;
using static Lanyard.Policy.Tests.Given;

namespace Lanyard.Policy.Tests.Matching;

/// <summary>Actions, resources, principals and variables; numbers are rules of AWS's policy elements.</summary>
public sealed class MatchingTests
{
    [Theory]
    [InlineData("s3:GetObject", "s3:GetObject", true)]
    [InlineData("S3:getOBJECT", "s3:GetObject", true)] // 44
    [InlineData("s3:Get*", "s3:GetObject", true)]
    [InlineData("s3:*Object", "s3:GetObject", true)]
    [InlineData("s3:Get?bject", "s3:GetObject", true)]
    [InlineData("s3:Get?Object", "s3:GetObject", false)]
    [InlineData("*", "s3:GetObject", true)]
    [InlineData("*:*", "s3:GetObject", true)]
    [InlineData("*:Get*", "s3:GetObject", true)]
    [InlineData("*:Put*", "s3:GetObject", false)]
    [InlineData("s3:*", "s3:GetObject", true)]
    [InlineData("s3:*", "s3-outposts:GetObject", false)]
    [InlineData("s3:GetObject", "s3:GetObjectAcl", false)]
    [InlineData("s3:GetObjectAcl", "s3:GetObject", false)]
    [InlineData("s3:Get*Very", "s3:GetSomethingThatIsVeryVery", true)]
    [InlineData("s3:GetObjectVersionForReplication", "s3:GetObjectVersionForReplicatioN", true)]
    [InlineData("s3:GetObjectVersionForReplication", "s3:GetObjectVersionForReplicationX", false)]
    [InlineData("s3:Get Object", "s3:GetObject", false)] // 45
    public void Rules_44_and_45_an_action_is_covered(string pattern, string action, bool expected)
    {
        Assert.Equal(expected, IsAllowed(Request(action), Allow(pattern)));
        Assert.Equal(expected, PolicyPatterns.CoversAction(pattern, action));
    }

    [Theory]
    [InlineData("*", "arn:aws:s3:::b/k", true)]
    [InlineData("arn:aws:s3:::b/*", "arn:aws:s3:::b/a/b/c", true)] // 48
    [InlineData("arn:aws:s3:::b/*/test/*", "arn:aws:s3:::b/1/2/test/3", true)]
    [InlineData("arn:aws:s3:::b/?", "arn:aws:s3:::b/1", true)]
    [InlineData("arn:aws:s3:::b/?", "arn:aws:s3:::b/", false)]
    [InlineData("arn:aws:s3:::b/?", "arn:aws:s3:::b/12", false)]
    [InlineData("arn:aws:logs:*:*:*", "arn:aws:logs:us-east-1:1:log-group:g:log-stream:s", true)] // 49
    [InlineData("arn:aws:sqs:*:q", "arn:aws:sqs:us-east-1:1:q", false)]
    [InlineData("arn:aws:sqs:us-*:1:q", "arn:aws:sqs:us-east-1:1:q", true)]
    [InlineData("arn:aws:sqs:u*1:q", "arn:aws:sqs:us-east-1:1:q", false)]
    [InlineData("arn:aws:dynamodb:*", "arn:aws:dynamodb:us-east-1:1:table/t", true)] // 50
    [InlineData("arn:aws:s3:::B/k", "arn:aws:s3:::b/k", false)] // 51
    [InlineData("arn:aws:s3:::*", "*", false)] // 52
    [InlineData("*", "*", true)]
    [InlineData("arn:aws:s3:::b.c/k+(1)", "arn:aws:s3:::b.c/k+(1)", true)] // 55
    [InlineData("arn:aws:s3:::b.c", "arn:aws:s3:::bxc", false)]
    [InlineData("arn:aws:s3:::b/*z", "arn:aws:s3:::b/a\nz", true)]
    [InlineData("arn:aws:s3:::a*c", "arn:aws:s3:::abcc", true)]
    [InlineData("arn:aws:s3:::a*b*c", "arn:aws:s3:::abcbc", true)]
    [InlineData("arn:aws:s3:::ab*ba", "arn:aws:s3:::aba", false)]
    [InlineData("arn:aws:s3:::*?x?*", "arn:aws:s3:::axb", true)]
    [InlineData("arn:aws:s3:::*?x?*", "arn:aws:s3:::xb", false)]
    public void Rules_48_to_55_a_resource_is_covered(string pattern, string resource, bool expected)
    {
        Assert.Equal(expected, IsAllowed(Request(resource: resource), Allow("*", pattern)));
        Assert.Equal(expected, PolicyPatterns.CoversResource(pattern, resource));
    }

    [Fact]
    public void A_pattern_of_many_runs_is_matched_without_trying_every_way()
    {
        var pattern = "arn:aws:s3:::" + string.Concat(Enumerable.Repeat("a*", 500)) + "b";
        var resource = "arn:aws:s3:::" + new string('a', 100_000);

        Assert.False(IsAllowed(Request(resource: resource), Allow("*", pattern)));
    }

    [Fact]
    public void Wildcards_match_as_their_definition_says() =>
        Gen.Select(Gen.String[Gen.Char["ab*?"], 0, 8], Gen.String[Gen.Char["ab"], 0, 10])
            .Sample(
                (pattern, text) =>
                    Pattern.Compile(pattern, PatternSyntax.Wildcards).IsMatch(text, RequestContext.Empty)
                    == IsMatchByDefinition(pattern, text),
                iter: 50_000
            );

    [Fact]
    public void Rule_46_NotAction_selects_what_is_not_listed_in_every_service()
    {
        const string Statement = """{"Effect":"Allow","NotAction":["s3:Delete*","iam:*"],"Resource":"*"}""";

        Assert.True(IsAllowed(Request("s3:GetObject"), Statement));
        Assert.True(IsAllowed(Request("sqs:SendMessage"), Statement));
        Assert.False(IsAllowed(Request("s3:DeleteObject"), Statement));
        Assert.True(IsAllowed(Request("s3:DeleteObject"), Statement, Allow("s3:DeleteObject")));
    }

    [Fact]
    public void Rule_53_NotResource_selects_what_is_not_listed()
    {
        const string Statement = """{"Effect":"Allow","Action":"s3:*","NotResource":"arn:aws:s3:::secret/*"}""";

        Assert.True(IsAllowed(Request(resource: "arn:aws:s3:::open/1"), Statement));
        Assert.False(IsAllowed(Request(resource: "arn:aws:s3:::secret/1"), Statement));
    }

    [Fact]
    public void Rule_53_a_NotResource_with_a_variable_without_value_excludes_nothing()
    {
        const string Statement =
            """{"Effect":"Deny","Action":"s3:*","NotResource":"arn:aws:s3:::home/${aws:username}/*"}""";

        Assert.False(IsAllowed(Request(resource: "arn:aws:s3:::home/bob/1"), Allow("*"), Statement));
    }

    [Theory]
    [InlineData("arn:aws:s3:::home/${aws:username}/*", "arn:aws:s3:::home/bob/1", true)]
    [InlineData("arn:aws:s3:::home/${AWS:UserName}/*", "arn:aws:s3:::home/bob/1", true)] // 85
    [InlineData("arn:aws:s3:::home/${aws:username}/*", "arn:aws:s3:::home/alice/1", false)]
    [InlineData("arn:aws:s3:::home/${aws:nothing}/*", "arn:aws:s3:::home//1", false)] // 87
    [InlineData("arn:aws:s3:::home/${aws:nothing, 'all'}/*", "arn:aws:s3:::home/all/1", true)] // 86
    [InlineData("arn:aws:s3:::home/${aws:username, 'all'}/*", "arn:aws:s3:::home/all/1", false)]
    [InlineData("arn:aws:s3:::home/${svc:star}/1", "arn:aws:s3:::home/bob/1", false)] // 89
    [InlineData("arn:aws:s3:::home/${svc:star}/1", "arn:aws:s3:::home/*/1", true)]
    [InlineData("arn:aws:s3:::${*}/${?}/${$}", "arn:aws:s3:::*/?/$", true)] // 88
    [InlineData("arn:aws:s3:::${*}", "arn:aws:s3:::b", false)]
    [InlineData("arn:aws:s3:::home/${aws:TagKeys}", "arn:aws:s3:::home/a", false)] // 85
    [InlineData("arn:aws:s3:::home/${open", "arn:aws:s3:::home/${open", true)]
    public void Rules_84_to_90_variables_in_resources(string pattern, string resource, bool expected)
    {
        var context = new RequestContext().Set("aws:username", "bob").Set("svc:star", "*").Set("aws:TagKeys", "a");

        Assert.Equal(expected, IsAllowed(Request(resource: resource, context: context), Allow("*", pattern)));
    }

    [Theory]
    [InlineData("StringEquals", "${aws:username}", true)]
    [InlineData("StringLike", "b${none, 'o'}*", true)]
    [InlineData("StringEqualsIgnoreCase", "${svc:upper}", true)]
    [InlineData("StringEquals", "${none}", false)] // 87
    [InlineData("StringNotEquals", "${none}", true)]
    [InlineData("StringNotLike", "${none}*", true)]
    [InlineData("StringNotEquals", "${aws:username}", false)]
    public void Rules_84_to_87_variables_in_string_conditions(string @operator, string value, bool expected)
    {
        var context = new RequestContext().Set("k", "bob").Set("aws:username", "bob").Set("svc:upper", "BOB");
        var condition = $$$"""{"{{{@operator}}}":{"k":"{{{value}}}"}}""";

        Assert.Equal(expected, IsAllowed(Request(context: context), Allow("*", "*", condition)));
    }

    [Fact]
    public void Rule_84_variables_in_ARN_conditions_stand_in_any_field()
    {
        const string Condition = """{"ArnLike":{"k":"arn:aws:iam::${aws:PrincipalAccount}:role/*"}}""";
        var context = new RequestContext().Set("aws:PrincipalAccount", Account).Set("k", RoleArn);

        Assert.True(IsAllowed(Request(context: context), Allow("*", "*", Condition)));
    }

    [Theory]
    [InlineData("2008-10-17", false)]
    [InlineData("2012-10-17", true)]
    public void Rule_83_variables_exist_since_2012(string version, bool expected)
    {
        var json = $$"""{"Version":"{{version}}","Statement":{{Allow("*", "arn:aws:s3:::home/${aws:username}")}}}""";
        var request = Request(
            resource: "arn:aws:s3:::home/bob",
            context: new RequestContext().Set("aws:username", "bob")
        );

        var decision = Evaluator.Evaluate(request, Caller(Compile(PolicyKind.Identity, json)), default);

        Assert.Equal(expected, decision.IsAllowed);
    }

    [Fact]
    public void A_long_value_of_a_variable_is_matched_in_full()
    {
        var name = new string('n', 2000);
        var request = Request(
            resource: $"arn:aws:s3:::home/{name}/1",
            context: new RequestContext().Set("aws:username", name)
        );

        Assert.True(IsAllowed(request, Allow("*", "arn:aws:s3:::home/${aws:username}/*")));
    }

    [Theory]
    [InlineData("""{"AWS":"111122223333"}""", true)]
    [InlineData("""{"AWS":"arn:aws:iam::111122223333:root"}""", true)]
    [InlineData("""{"AWS":"444455556666"}""", false)]
    [InlineData("""{"AWS":"arn:aws:iam::111122223333:role/team/app"}""", true)] // 34
    [InlineData("""{"AWS":"arn:aws:iam::111122223333:role/app"}""", false)]
    [InlineData("""{"AWS":"arn:aws:iam::111122223333:role/team/App"}""", false)] // 37
    [InlineData("""{"AWS":"arn:aws:sts::111122223333:assumed-role/app/t1"}""", true)]
    [InlineData("""{"AWS":"arn:aws:sts::111122223333:assumed-role/app/t2"}""", false)]
    [InlineData("""{"AWS":"AROA1234567890ABCDEFG"}""", true)] // 36
    [InlineData("""{"AWS":"AROA1234567890ABCDEF0"}""", false)]
    [InlineData("""{"AWS":"AROA1234567890ABCDEFG:t1"}""", true)]
    [InlineData("""{"AWS":"AROA1234567890ABCDEFG:t2"}""", false)]
    [InlineData("""{"AWS":["444455556666","111122223333"]}""", true)] // 38
    [InlineData("""{"Service":"ecs-tasks.amazonaws.com"}""", false)]
    [InlineData("""{"AWS":"*"}""", true)]
    public void Rules_34_to_38_a_session_is_named(string principal, bool expected)
    {
        var denied = Evaluator.Evaluate(Request(), Caller(Identity(Allow("*"))), Resource(DenyTo(principal)));

        Assert.Equal(expected, denied.Outcome == DecisionOutcome.ExplicitDeny);
    }

    [Theory]
    [InlineData(
        """["111122223333","arn:aws:iam::111122223333:role/team/app","arn:aws:sts::111122223333:assumed-role/app/t1"]""",
        false
    )]
    [InlineData("""["111122223333","arn:aws:iam::111122223333:role/team/app"]""", true)]
    [InlineData("""["arn:aws:sts::111122223333:assumed-role/app/t1"]""", true)]
    public void Rule_41_NotPrincipal_spares_only_those_whose_whole_chain_is_listed(string listed, bool isDenied)
    {
        var statement = $$"""{"Effect":"Deny","NotPrincipal":{"AWS":{{listed}}},"Action":"*","Resource":"*"}""";

        var decision = Evaluator.Evaluate(Request(), Caller(Identity(Allow("*"))), Resource(statement));

        Assert.Equal(isDenied, decision.Outcome == DecisionOutcome.ExplicitDeny);
    }

    [Fact]
    public void Rule_42_NotPrincipal_hits_whoever_has_a_boundary()
    {
        const string Statement = """
            {"Effect":"Deny","NotPrincipal":{"AWS":["111122223333","arn:aws:iam::111122223333:user/alice"]},"Action":"*","Resource":"*"}
            """;
        var allows = Identity(Allow("*"));
        var request = Request(principal: User);

        Assert.True(Evaluator.Evaluate(request, Caller(allows), Resource(Statement)).IsAllowed);
        Assert.False(Evaluator.Evaluate(request, Caller(allows, allows), Resource(Statement)).IsAllowed);
    }

    [Fact]
    public void A_compiled_policy_tells_which_statement_covers_a_use()
    {
        var policy = Identity(
            Allow("""["s3:GetObject","s3:PutObject"]""", "arn:aws:s3:::receipts/*", """{"Bool":{"never":"true"}}"""),
            Allow("s3:GetObject", "arn:aws:s3:::other/*")
        );

        Assert.True(policy.Covers(0, "s3:PutObject", BucketObject, new RequestContext()));
        Assert.False(policy.Covers(0, "s3:DeleteObject", BucketObject, new RequestContext()));
        Assert.False(policy.Covers(1, "s3:GetObject", BucketObject, new RequestContext()));
    }

    private static bool IsMatchByDefinition(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        if (pattern.IsEmpty)
        {
            return text.IsEmpty;
        }

        if (pattern[0] == '*')
        {
            return IsMatchByDefinition(pattern[1..], text)
                || (!text.IsEmpty && IsMatchByDefinition(pattern, text[1..]));
        }

        return !text.IsEmpty
            && (pattern[0] == '?' || pattern[0] == text[0])
            && IsMatchByDefinition(pattern[1..], text[1..]);
    }
}
