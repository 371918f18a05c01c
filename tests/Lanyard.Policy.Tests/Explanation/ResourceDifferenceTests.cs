using Lanyard.Policy.Explanation;
using static Lanyard.Policy.Tests.Explanation.NearRequests;
using static Lanyard.Policy.Tests.Given;

namespace Lanyard.Policy.Tests.Explanation;

/// <summary>What keeps a resource from matching is named, with what would let it match.</summary>
public sealed class ResourceDifferenceTests
{
    private const string Sqs = $"arn:aws:sqs:us-east-1:{Account}";
    private const string Log = $"arn:aws:logs:us-east-1:{Account}:log-group:app";
    private const string Secret = $"arn:aws:secretsmanager:us-east-1:{Account}:secret:db";
    private const string Parameter = $"arn:aws:ssm:us-east-1:{Account}:parameter";

    [Fact]
    public void A_log_group_lacks_its_star() =>
        AssertWidened(
            Allow("logs:PutLogEvents", Log),
            Request("logs:PutLogEvents", $"{Log}:log-stream:task/1"),
            NearMissKind.MissingLogSuffix,
            $"`{Log}` lacks `:*` at its end, without which it does not cover `{Log}:log-stream:task/1`",
            $"{Log}:*"
        );

    [Fact]
    public void A_secret_lacks_its_six_characters() =>
        AssertWidened(
            Allow("secretsmanager:GetSecretValue", Secret),
            Request("secretsmanager:GetSecretValue", $"{Secret}-aB3dE9"),
            NearMissKind.MissingSecretSuffix,
            $"`{Secret}` lacks the six random characters at the end of `{Secret}-aB3dE9`",
            $"{Secret}-??????"
        );

    [Fact]
    public void A_secret_whose_name_goes_on_is_another_secret() =>
        AssertNotWidened(
            Allow("secretsmanager:GetSecretValue", Secret),
            Request("secretsmanager:GetSecretValue", $"{Secret}-replica-aB3dE9"),
            NearMissKind.Other,
            $"`{Secret}-replica-aB3dE9` does not match `{Secret}`"
        );

    [Fact]
    public void A_bucket_is_not_its_objects() =>
        AssertWidened(
            Allow("s3:GetObject", "arn:aws:s3:::receipts"),
            Request(),
            NearMissKind.MissingPath,
            $"`arn:aws:s3:::receipts` ends where the path of `{BucketObject}` goes on",
            "arn:aws:s3:::receipts/*"
        );

    [Fact]
    public void Objects_are_not_their_bucket() =>
        AssertWidened(
            Allow("s3:ListBucket", "arn:aws:s3:::receipts/*"),
            Request("s3:ListBucket", "arn:aws:s3:::receipts"),
            NearMissKind.OnlyBelow,
            "`arn:aws:s3:::receipts/*` covers what is below `arn:aws:s3:::receipts`, not that itself",
            "arn:aws:s3:::receipts"
        );

    [Theory]
    [InlineData("/app")]
    [InlineData("/app/")]
    public void A_path_of_parameters_is_not_what_is_below(string path) =>
        AssertWidened(
            Allow("ssm:GetParameter", Parameter + path),
            Request("ssm:GetParameter", $"{Parameter}/app/key"),
            NearMissKind.MissingPath,
            $"`{Parameter}{path}` ends where the path of `{Parameter}/app/key` goes on",
            $"{Parameter}/app/key"
        );

    [Fact]
    public void A_parameter_has_one_slash_where_its_name_begins_with_one() =>
        AssertWidened(
            Allow("ssm:GetParameter", $"{Parameter}//app/*"),
            Request("ssm:GetParameter", $"{Parameter}/app/key"),
            NearMissKind.DoubledSlash,
            $"`{Parameter}//app/*` has a slash more than `{Parameter}/app/key`",
            $"{Parameter}/app/key"
        );

    [Theory]
    [InlineData("role/app")]
    [InlineData("role/other/app")]
    [InlineData("role/other/a*")]
    public void A_role_has_another_path(string named) =>
        AssertWidened(
            Allow("iam:PassRole", $"arn:aws:iam::{Account}:{named}"),
            Request("iam:PassRole", RoleArn),
            NearMissKind.OtherPath,
            $"`arn:aws:iam::{Account}:{named}` has another path than `{RoleArn}`",
            RoleArn
        );

    [Fact]
    public void The_account_is_another() =>
        AssertWidened(
            Allow("sqs:SendMessage", $"arn:aws:sqs:us-east-1:{OtherAccount}:jobs*"),
            Request("sqs:SendMessage", $"{Sqs}:jobs"),
            NearMissKind.OtherAccount,
            $"`arn:aws:sqs:us-east-1:{OtherAccount}:jobs*` is in account `{OtherAccount}`, `{Sqs}:jobs` in account `{Account}`",
            $"{Sqs}:jobs"
        );

    [Fact]
    public void The_region_is_another() =>
        AssertWidened(
            Allow("sqs:SendMessage", $"arn:aws:sqs:eu-*:{Account}:jobs"),
            Request("sqs:SendMessage", $"{Sqs}:jobs"),
            NearMissKind.OtherRegion,
            $"`arn:aws:sqs:eu-*:{Account}:jobs` is in region `eu-*`, `{Sqs}:jobs` in region `us-east-1`",
            $"{Sqs}:jobs"
        );

    [Fact]
    public void Buckets_are_in_no_account() =>
        AssertWidened(
            Allow("s3:GetObject", $"arn:aws:s3:*:{Account}:receipts/*"),
            Request(),
            NearMissKind.OtherAccount,
            $"`arn:aws:s3:*:{Account}:receipts/*` is in account `{Account}`, `{BucketObject}` in no account",
            BucketObject
        );

    [Fact]
    public void The_partition_is_another() =>
        AssertWidened(
            Allow("s3:GetObject", "arn:aws-cn:s3:::receipts/*"),
            Request(),
            NearMissKind.OtherPartition,
            $"`arn:aws-cn:s3:::receipts/*` is in partition `aws-cn`, `{BucketObject}` in partition `aws`",
            BucketObject
        );

    [Fact]
    public void Rule_51_case_counts() =>
        AssertWidened(
            Allow("s3:GetObject", "arn:aws:s3:::Receipts/*"),
            Request(),
            NearMissKind.OtherCase,
            $"`arn:aws:s3:::Receipts/*` is `{BucketObject}` in another case",
            BucketObject
        );

    [Theory]
    [InlineData("arn:aws:sqs:*:jobs")]
    [InlineData("arn:aws:sqs:us-east-1:*jobs")]
    [InlineData("arn:aws:sqs:*jobs")]
    public void Rule_49_a_wildcard_stays_in_its_field(string pattern) =>
        AssertWidened(
            Allow("sqs:SendMessage", pattern),
            Request("sqs:SendMessage", $"{Sqs}:jobs"),
            NearMissKind.WildcardInOtherField,
            $"a wildcard of `{pattern}` stands in another field than what it is to cover of `{Sqs}:jobs`",
            $"{Sqs}:jobs"
        );

    [Fact]
    public void Rule_52_only_a_star_covers_an_action_without_resource() =>
        AssertNotWidened(
            Allow("s3:ListAllMyBuckets", "arn:aws:s3:::*"),
            Request("s3:ListAllMyBuckets", "*"),
            NearMissKind.NoResource,
            "`s3:ListAllMyBuckets` has no resource, which only `*` covers, not `arn:aws:s3:::*`"
        );

    [Fact]
    public void What_is_excepted_stays_so() =>
        AssertNotWidened(
            """{"Effect":"Allow","Action":"s3:*","NotResource":"arn:aws:s3:::receipts/*"}""",
            Request(),
            NearMissKind.Excepted,
            $"`{BucketObject}` is excepted by `arn:aws:s3:::receipts/*`"
        );

    [Fact]
    public void Of_several_resources_the_nearest_is_named()
    {
        var statement = Allow(
            "logs:PutLogEvents",
            $"""["arn:aws:logs:us-east-1:{OtherAccount}:log-group:app:*","{Log}"]"""
        );

        var explanation = Explain(statement, Request("logs:PutLogEvents", $"{Log}:log-stream:1"));

        Assert.Equal(NearMissKind.MissingLogSuffix, explanation.NearMisses[0].Kind);
        Assert.Equal("Statement[0].Resource[1]", explanation.Change!.Element!.Path);
    }
}
