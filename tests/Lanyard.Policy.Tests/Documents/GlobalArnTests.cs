using Lanyard.Policy.Documents;
using static Lanyard.Policy.Tests.Findings;

namespace Lanyard.Policy.Tests.Documents;

/// <summary>IAM refuses ARNs with a region where there is none, and paths of no kind of its own.</summary>
public sealed class GlobalArnTests
{
    private const string PathSentence =
        "IAM resource path must either be \"*\", root, or start with user/, federated-user/, role/, group/, "
        + "instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, "
        + "access-report/.";

    [Theory]
    [InlineData("arn:aws:s3:us-east-1::b")]
    [InlineData("arn:aws:s3:us-east-1::b/*")]
    [InlineData("arn:aws:s3:eu-west-1:111122223333:b")]
    [InlineData("arn:aws:route53:eu-west-1::hostedzone/*")]
    public void A_region_is_refused_where_there_is_none(string resource) =>
        AssertRefused("ARN_REGION_NOT_ALLOWED", $"Resource {resource} can not contain region information.", resource);

    [Theory]
    [InlineData("arn:aws:iam:us-east-1:111122223333:role/a")]
    [InlineData("arn:aws:iam:us-east-1::example_bucket")]
    public void The_region_of_an_IAM_resource_is_refused_in_a_sentence_of_its_own(string resource) =>
        AssertRefused(
            "ARN_REGION_NOT_ALLOWED",
            $"IAM resource {resource} cannot contain region information.",
            resource
        );

    [Fact]
    public void The_account_of_a_hosted_zone_is_refused() =>
        AssertRefused(
            "ARN_ACCOUNT_NOT_ALLOWED",
            "Resource arn:aws:route53::111122223333:hostedzone/* cannot contain an account id.",
            "arn:aws:route53::111122223333:hostedzone/*"
        );

    [Theory]
    [InlineData("arn:aws:iam:::example_bucket")]
    [InlineData("arn:aws:iam::111122223333:app")]
    [InlineData("arn:aws:iam::111122223333:*/app-*")]
    [InlineData("arn:aws:iam::111122223333:roles/app")]
    public void An_IAM_path_of_no_kind_is_refused(string resource) =>
        AssertRefused("INVALID_IAM_RESOURCE_PATH", PathSentence, resource);

    [Fact]
    public void What_was_meant_by_an_IAM_path_is_said() =>
        Assert.Equal(
            "did you mean `role`?",
            Error(Given.Document(Given.Allow("iam:*", "arn:aws:iam::111122223333:rolle/app"))).Hint
        );

    [Theory]
    [InlineData("arn:aws:iam::111122223333:*")]
    [InlineData("arn:aws:iam::111122223333:root")]
    [InlineData("arn:aws:iam::111122223333:user/${aws:username}")]
    [InlineData("arn:aws:iam::*:role/aws-service-role/*")]
    [InlineData("arn:aws:iam::*:contextProvider/*")]
    [InlineData("arn:aws:iam:::user/example_bucket")]
    [InlineData("arn:aws:s3:eu-west-1:111122223333:accesspoint/a")]
    [InlineData("arn:aws:s3:us-west-2:111122223333:async-request/mrap/create/a")]
    [InlineData("arn:aws:s3:*:*:job/*")]
    [InlineData("arn:aws:route53:::hostedzone/*")]
    public void What_IAM_takes_is_taken(string resource) =>
        Assert.True(PolicyDocument.Parse(Given.Document(Given.Allow("*", resource)), PolicyKind.Identity).IsValid);

    [Theory]
    [InlineData(PolicyKind.Managed)]
    [InlineData(PolicyKind.Boundary)]
    [InlineData(PolicyKind.Session)]
    public void All_policies_that_IAM_keeps_are_looked_at(PolicyKind kind) =>
        Assert.Equal(
            "ARN_REGION_NOT_ALLOWED",
            Error(Given.Document(Given.Allow("s3:*", "arn:aws:s3:us-east-1::b")), kind).Code
        );

    [Theory]
    [InlineData("arn:aws:s3:eu-west-1::b/*")]
    [InlineData("arn:aws:iam:us-east-1:111122223333:role/a")]
    public void In_policies_of_others_a_region_is_found_and_not_refused(string resource) =>
        Assert.Equal(
            "ARN_REGION_NOT_ALLOWED",
            Warning(Given.Document(Given.Deny("s3:*", resource)), PolicyKind.ServiceControl).Code
        );

    private static void AssertRefused(string code, string sentence, string resource)
    {
        var error = Error(Given.Document(Given.Allow("s3:ListBucket", resource)));

        Assert.Equal((code, sentence), (error.Code, error.IamMessage));
    }
}
