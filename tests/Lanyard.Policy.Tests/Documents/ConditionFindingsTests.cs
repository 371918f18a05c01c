using Lanyard.Policy.Documents;
using static Lanyard.Policy.Tests.Findings;

namespace Lanyard.Policy.Tests.Documents;

/// <summary>What is found in <c>Condition</c> blocks that IAM saves; numbers are rules of the policy language.</summary>
public sealed class ConditionFindingsTests
{
    [Fact]
    public void A_key_without_a_service_is_found()
    {
        var warning = Warning(Under("""{"IpAddress":{"SourceIp":"203.0.113.0/24"}}"""));

        Assert.Equal(("INVALID_CONDITION_KEY_FORMAT", "did you mean `aws:SourceIp`?"), (warning.Code, warning.Hint));
        Assert.Equal("Statement[0].Condition.IpAddress.SourceIp", warning.Path);
    }

    [Theory]
    [InlineData("aws:ResourceTag")]
    [InlineData("aws:ResourceTag/")]
    [InlineData("ec2:resourcetag")]
    public void A_tag_without_its_key_is_found(string key) =>
        Assert.Equal("MISSING_TAG_KEY_IN_CONDITION", Warning(Under($$$"""{"StringEquals":{"{{{key}}}":"a"}}""")).Code);

    [Theory]
    [InlineData("aws:ResourceTag/team")]
    [InlineData("aws:ResourceTag/aws:cloudformation:stack-name")]
    [InlineData("AWS:principaltag/Team")]
    [InlineData("oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub")]
    [InlineData("secretsmanager:ResourceTag/team")]
    [InlineData("kms:EncryptionContext:aws:s3:arn")]
    public void A_key_that_may_have_a_value_is_not_found(string key) =>
        None(Under($$$"""{"StringEquals":{"{{{key}}}":"a"}}"""));

    [Fact]
    public void Rule_139_an_unknown_global_key_is_saved_and_found_with_the_one_that_was_meant()
    {
        var warning = Warning(Under("""{"StringEquals":{"aws:PrincipalOrgId2":"o-1"}}"""));

        Assert.Equal(
            ("INVALID_GLOBAL_CONDITION_KEY", "did you mean `aws:PrincipalOrgID`?"),
            (warning.Code, warning.Hint)
        );
    }

    [Fact]
    public void A_deprecated_key_is_found() =>
        Assert.Equal("DEPRECATED_GLOBAL_CONDITION_KEY", Warning(Under("""{"ArnEquals":{"aws:ARN":"*"}}""")).Code);

    [Fact]
    public void Rule_68_a_set_of_values_without_a_qualifier_is_found() =>
        Assert.Equal("MISSING_QUALIFIER", Warning(Under("""{"StringEquals":{"aws:TagKeys":"a"}}""")).Code);

    [Theory]
    [InlineData("""{"ForAnyValue:StringEquals":{"aws:TagKeys":"a"}}""")]
    [InlineData("""{"Null":{"aws:TagKeys":"true"}}""")]
    public void Rule_68_a_set_of_values_with_a_qualifier_or_asked_for_at_all_is_not_found(string condition) =>
        None(Under(condition));

    [Fact]
    public void Rule_64_a_single_value_under_ForAllValues_is_found() =>
        Assert.Equal(
            "FORALLVALUES_WITH_SINGLE_VALUED_KEY",
            Warning(Under("""{"ForAllValues:StringEquals":{"aws:PrincipalOrgID":"o-1"}}""")).Code
        );

    [Fact]
    public void Rule_64_a_single_value_under_ForAllValues_may_deny() =>
        None(Given.Document(Given.Deny("s3:*", "*", """{"ForAllValues:StringEquals":{"aws:PrincipalOrgID":"o-1"}}""")));

    [Theory]
    [InlineData("StringEquals", "EMPTY_ARRAY_CONDITION")]
    [InlineData("ForAllValues:StringEquals", "EMPTY_ARRAY_CONDITION_FORALLVALUES")]
    [InlineData("ForAnyValue:StringEquals", "EMPTY_ARRAY_CONDITION_FORANYVALUE")]
    public void A_condition_without_values_is_found(string @operator, string code) =>
        Assert.Equal(code, Warning(Under($$$"""{"{{{@operator}}}":{"s3:prefix":[]}}""")).Code);

    [Theory]
    [InlineData("""{"Bool":{"aws:SecureTransport":[true,false]}}""")]
    [InlineData("""{"Null":{"aws:SourceVpc":["true","false"]}}""")]
    public void Rule_75_several_booleans_are_found(string condition) =>
        Assert.Equal("INVALID_CONDITION_MULTIPLE_BOOLEAN", Warning(Under(condition)).Code);

    [Theory]
    [InlineData("""{"Bool":{"aws:SecureTransport":"yes"}}""")]
    [InlineData("""{"Null":{"aws:SourceVpc":"0"}}""")]
    public void Rules_60_and_75_what_is_no_boolean_is_found(string condition) =>
        Assert.Equal("TYPE_MISMATCH_BOOLEAN", Warning(Under(condition)).Code);

    [Theory]
    [InlineData("\"12abc\"")]
    [InlineData("1e400")]
    [InlineData("123456789012345678901234567890123456789012345678901234567890")]
    public void Rule_72_what_is_no_number_is_found(string number) =>
        Assert.Equal(
            "TYPE_MISMATCH_NUMBER",
            Warning(Under($$$"""{"NumericLessThan":{"s3:max-keys":{{{number}}}}}""")).Code
        );

    [Fact]
    public void Rule_77_what_is_not_base64_is_found() =>
        Assert.Equal("TYPE_MISMATCH_STRING", Warning(Under("""{"BinaryEquals":{"kms:x":"%%"}}""")).Code);

    [Fact]
    public void Rule_78_what_is_no_address_is_found() =>
        Assert.Equal(
            "TYPE_MISMATCH_IP_RANGE",
            Warning(Under("""{"IpAddress":{"aws:SourceIp":"203.0.113.0/33"}}""")).Code
        );

    [Fact]
    public void Rule_73_seconds_of_the_epoch_are_found() =>
        Assert.Equal("INVALID_DATE_VALUE", Warning(Under("""{"DateLessThan":{"aws:CurrentTime":1795478400}}""")).Code);

    [Theory]
    [InlineData("10.1.0.0/16")]
    [InlineData("192.168.1.1")]
    [InlineData("172.31.0.0/16")]
    [InlineData("fd00::/8")]
    public void Rule_80_a_private_source_is_found(string range) =>
        Assert.Equal("PRIVATE_IP_ADDRESS", Warning(Under($$$"""{"IpAddress":{"aws:SourceIp":"{{{range}}}"}}""")).Code);

    [Fact]
    public void Rule_80_a_private_source_that_is_excepted_is_found() =>
        Assert.Equal(
            "PRIVATE_NOT_IP_ADDRESS",
            Warning(Under("""{"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}""")).Code
        );

    [Theory]
    [InlineData("""{"IpAddress":{"aws:SourceIp":["203.0.113.0/24","0.0.0.0/0"]}}""")]
    [InlineData("""{"IpAddress":{"aws:VpcSourceIp":"10.0.0.0/8"}}""")]
    public void Rule_80_a_public_source_and_a_private_one_in_a_VPC_are_not_found(string condition) =>
        None(Under(condition));

    [Theory]
    [InlineData("StringEquals", "home/*")]
    [InlineData("StringNotEqualsIgnoreCase", "a?")]
    public void Rule_71_a_wildcard_that_is_an_ordinary_character_is_found(string @operator, string value) =>
        Assert.Equal(
            "WILDCARD_WITHOUT_LIKE_OPERATOR",
            Warning(Under($$$"""{"{{{@operator}}}":{"s3:prefix":"{{{value}}}"}}""")).Code
        );

    [Theory]
    [InlineData("""{"StringLike":{"s3:prefix":"home/*"}}""")]
    [InlineData("""{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::*:role/a"}}""")]
    [InlineData("""{"StringEquals":{"s3:prefix":"${*}"}}""")]
    public void Rule_81_a_wildcard_that_means_one_is_not_found(string condition) => None(Under(condition));

    [Theory]
    [InlineData("production")]
    [InlineData("")]
    [InlineData("AROAEXAMPLE:session")]
    [InlineData("role/*")]
    public void What_can_be_no_ARN_fails_legacy_parsing_where_ARNs_are_compared(string value)
    {
        foreach (var name in (string[])["ArnEquals", "ArnLike", "ArnNotLike", "ForAnyValue:ArnEqualsIfExists"])
        {
            var error = Error(Under($$$"""{"{{{name}}}":{"ecs:cluster":"{{{value}}}"}}"""));

            Assert.Equal(("TYPE_MISMATCH_ARN", "The policy failed legacy parsing"), (error.Code, error.IamMessage));
        }
    }

    [Theory]
    [InlineData("*")]
    [InlineData("arn:*")]
    [InlineData("a*:role/app")]
    [InlineData("${aws:PrincipalArn}")]
    [InlineData("arn:aws:ecs:*:*:cluster/production")]
    public void What_may_be_an_ARN_is_taken_where_ARNs_are_compared(string value) =>
        None(Under($$$"""{"ArnLike":{"ecs:cluster":"{{{value}}}"}}"""));

    [Fact]
    public void In_policies_of_resources_what_can_be_no_ARN_is_found_and_not_refused() =>
        Assert.Equal(
            "TYPE_MISMATCH_ARN",
            Warning(
                Given.Document(Given.DenyTo("\"*\"", "s3:*", "*", """{"ArnEquals":{"aws:SourceArn":"b"}}""")),
                PolicyKind.Resource
            ).Code
        );
}
