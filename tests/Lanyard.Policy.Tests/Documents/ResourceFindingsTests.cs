using static Lanyard.Policy.Tests.Findings;

namespace Lanyard.Policy.Tests.Documents;

/// <summary>What is found in resources that IAM saves; numbers are rules of the policy language.</summary>
public sealed class ResourceFindingsTests
{
    [Theory]
    [InlineData("arn:aws:dynamodb:*")]
    [InlineData("arn:aws:s3")]
    public void Rule_50_an_ARN_of_few_fields_is_found(string resource) => AssertFound("MISSING_ARN_FIELD", resource);

    [Fact]
    public void An_ARN_without_a_resource_is_found() => AssertFound("INVALID_ARN_RESOURCE", "arn:aws:s3:::");

    [Theory]
    [InlineData("arn:aws:sqs:eu-west-1:1234:q")]
    [InlineData("arn:aws:iam::all:role/a")]
    public void An_account_that_is_none_is_found(string resource) => AssertFound("INVALID_ARN_ACCOUNT", resource);

    [Fact]
    public void A_region_that_is_none_is_found() =>
        AssertFound("INVALID_ARN_REGION", "arn:aws:sqs:europe:111122223333:q");

    [Fact]
    public void A_region_in_another_case_is_found_with_what_was_meant() =>
        Assert.Equal(
            "write `eu-west-1`",
            Warning(Given.Document(Given.Allow("sqs:*", "arn:aws:sqs:EU-West-1:111122223333:q"))).Hint
        );

    [Fact]
    public void A_service_in_capitals_is_found() =>
        AssertFound("INVALID_ARN_SERVICE_CASE", "arn:aws:SQS:eu-west-1:*:q");

    [Fact]
    public void The_account_of_a_bucket_is_found() =>
        AssertFound("ARN_ACCOUNT_NOT_ALLOWED", "arn:aws:s3::111122223333:b/*");

    [Theory]
    [InlineData("*")]
    [InlineData("arn:aws:s3:::b/*")]
    [InlineData("arn:aws:s3:eu-west-1:111122223333:accesspoint/a")]
    [InlineData("arn:aws:iam::aws:policy/ReadOnlyAccess")]
    [InlineData("arn:aws:ssm:*::parameter/aws/*")]
    [InlineData("arn:aws-us-gov:sqs:us-gov-west-1:1111*:q")]
    [InlineData("arn:aws:logs:*:*:*")]
    public void A_resource_that_there_may_be_is_not_found(string resource) =>
        None(Given.Document(Given.Allow("s3:*", resource)));

    [Theory]
    [InlineData("iam:PassRole")]
    [InlineData("IAM:passrole")]
    public void Passing_every_role_is_found(string action) =>
        Assert.Equal("PASS_ROLE_WITH_STAR_IN_RESOURCE", Warning(Given.Document(Given.Allow(action))).Code);

    [Fact]
    public void Passing_roles_to_one_service_is_not_found() =>
        None(
            Given.Document(
                Given.Allow(
                    "iam:PassRole",
                    "*",
                    """{"StringEquals":{"iam:PassedToService":"ecs-tasks.amazonaws.com"}}"""
                )
            )
        );

    private static void AssertFound(string code, string resource)
    {
        var warning = Warning(Given.Document(Given.Allow("s3:*", resource)));

        Assert.Equal((code, "Statement[0].Resource"), (warning.Code, warning.Path));
    }
}
