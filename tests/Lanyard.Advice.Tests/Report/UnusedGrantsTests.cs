using Lanyard.Advice.Report;

namespace Lanyard.Advice.Tests.Report;

/// <summary>What policies grant, and what of it was never used.</summary>
public sealed class UnusedGrantsTests
{
    private const string Resource = "arn:aws:s3:::receipts/a";

    [Fact]
    public void A_policy_grants_each_action_of_each_statement()
    {
        var grants = UnusedGrants.GrantsOf(
            "keep",
            """
            {"Version": "2012-10-17", "Statement": [
                {"Sid": "Keep", "Effect": "Allow", "Action": ["s3:PutObject", "s3:GetObject"], "Resource": "arn:aws:s3:::a/*"},
                {"Effect": "Allow", "Action": "ssm:Get*", "Resource": ["arn:aws:ssm:*:*:parameter/a", "arn:aws:ssm:*:*:parameter/b"]}
            ]}
            """
        );

        Assert.Equal(
            [
                "keep 0 Keep s3:PutObject on arn:aws:s3:::a/*",
                "keep 0 Keep s3:GetObject on arn:aws:s3:::a/*",
                "keep 1  ssm:Get* on arn:aws:ssm:*:*:parameter/a, arn:aws:ssm:*:*:parameter/b",
            ],
            grants.Select(Text)
        );
    }

    [Fact]
    public void A_deny_grants_nothing()
    {
        var grants = UnusedGrants.GrantsOf(
            "p",
            Policy("\"Effect\": \"Deny\", \"Action\": \"s3:*\", \"Resource\": \"*\"")
        );

        Assert.Empty(grants);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no policy")]
    [InlineData("""{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*"}]}""")]
    public void A_document_that_cannot_be_read_grants_nothing(string document)
    {
        Assert.Empty(UnusedGrants.GrantsOf("p", document));
    }

    [Fact]
    public void A_grant_of_all_actions_but_some_says_which()
    {
        var grants = UnusedGrants.GrantsOf(
            "p",
            Policy("\"Effect\": \"Allow\", \"NotAction\": [\"iam:*\", \"sts:*\"], \"Resource\": \"*\"")
        );

        Assert.Equal("everything but iam:*, sts:*", Assert.Single(grants).Action);
    }

    [Fact]
    public void A_grant_on_all_resources_but_some_says_which()
    {
        var grants = UnusedGrants.GrantsOf(
            "p",
            Policy("\"Effect\": \"Allow\", \"Action\": \"s3:GetObject\", \"NotResource\": \"arn:aws:s3:::secret/*\"")
        );

        Assert.Equal(["everything but arn:aws:s3:::secret/*"], Assert.Single(grants).Resources);
    }

    [Fact]
    public void What_was_never_asked_for_is_unused()
    {
        RoleGrant[] grants = [Grant("s3:PutObject"), Grant("s3:GetObject")];

        var unused = UnusedGrants.Find(grants, [Use("s3:PutObject")]);

        Assert.Equal([Grant("s3:GetObject").Action], unused.Select(grant => grant.Action));
    }

    [Theory]
    [InlineData("s3:*")]
    [InlineData("s3:Put*")]
    [InlineData("S3:putobject")]
    [InlineData("s3:PutObjec?")]
    [InlineData("*")]
    public void A_pattern_is_used_by_each_action_that_it_covers(string pattern)
    {
        Assert.Empty(UnusedGrants.Find([Grant(pattern)], [Use("s3:PutObject")]));
    }

    [Theory]
    [InlineData("s3:Get*")]
    [InlineData("s3:PutObjectAcl")]
    [InlineData("s3-object-lambda:*")]
    public void A_pattern_is_not_used_by_an_action_that_it_does_not_cover(string pattern)
    {
        Assert.Single(UnusedGrants.Find([Grant(pattern)], [Use("s3:PutObject")]));
    }

    [Fact]
    public void Another_statement_that_grants_the_same_is_unused()
    {
        var unused = UnusedGrants.Find(
            [Grant("s3:PutObject"), Grant("s3:PutObject") with { StatementIndex = 1 }],
            [Use("s3:PutObject")]
        );

        Assert.Equal(1, Assert.Single(unused).StatementIndex);
    }

    [Fact]
    public void Another_policy_that_grants_the_same_is_unused()
    {
        var unused = UnusedGrants.Find(
            [Grant("s3:PutObject"), Grant("s3:PutObject") with { Policy = "other" }],
            [Use("s3:PutObject")]
        );

        Assert.Equal("other", Assert.Single(unused).Policy);
    }

    [Fact]
    public void A_grant_of_all_actions_but_some_is_used_by_whatever_its_statement_allowed()
    {
        var grant = Assert.Single(
            UnusedGrants.GrantsOf("p", Policy("\"Effect\": \"Allow\", \"NotAction\": \"iam:*\", \"Resource\": \"*\""))
        );

        Assert.Empty(UnusedGrants.Find([grant], [Use("s3:PutObject")]));
    }

    [Fact]
    public void What_silence_refused_uses_no_grant()
    {
        var refused = new PermissionUse("s3:PutObject", Resource, Policy: null, StatementIndex: null);

        Assert.Single(UnusedGrants.Find([Grant("s3:PutObject")], [refused]));
    }

    private static string Policy(string statement) => $$"""{"Version": "2012-10-17", "Statement": [{{{statement}}}]}""";

    private static RoleGrant Grant(string action) => new("p", 0, Sid: null, action, ["*"]);

    private static PermissionUse Use(string action) => new(action, Resource, "p", 0);

    private static string Text(RoleGrant grant) =>
        $"{grant.Policy} {grant.StatementIndex} {grant.Sid} {grant.Action} on {string.Join(", ", grant.Resources)}";
}
