using Lanyard.Policy.Documents;
using static Lanyard.Policy.Tests.Findings;

namespace Lanyard.Policy.Tests.Documents;

/// <summary>The rules of the grammar that are about one element each, by their numbers.</summary>
public sealed class GrammarTests
{
    [Theory]
    [InlineData("arn:aws:iam::111122223333:role/app-*")]
    [InlineData("arn:aws:sts::111122223333:assumed-role/app/?")]
    [InlineData("1111*")]
    public void Rule_33_a_principal_is_no_pattern(string principal) =>
        Assert.Equal(
            "UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
            Error(Given.Document(Given.AllowTo($$"""{"AWS":"{{principal}}"}""")), PolicyKind.Resource).Code
        );

    [Theory]
    [InlineData(PolicyKind.Resource, "UNSUPPORTED_ELEMENT_COMBINATION")]
    [InlineData(PolicyKind.Endpoint, "UNSUPPORTED_ELEMENT_COMBINATION")]
    [InlineData(PolicyKind.Identity, "UNSUPPORTED_PRINCIPAL")]
    public void Rule_40_NotPrincipal_only_denies_and_never_in_policies_of_identities(PolicyKind kind, string code) =>
        Assert.Equal(code, Error(Given.Document(NotPrincipal("Allow", "s3:*")), kind).Code);

    [Fact]
    public void Rule_40_NotPrincipal_may_deny_in_policies_of_resources() =>
        None(Given.Document(NotPrincipal("Deny", "s3:*")), PolicyKind.Resource);

    [Fact]
    public void Rules_40_and_113_a_trust_policy_has_no_NotPrincipal() =>
        Assert.Equal(
            "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL",
            Error(
                Given.Document("""{"Effect":"Deny","NotPrincipal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}"""),
                PolicyKind.Trust
            ).Code
        );

    [Theory]
    [InlineData(PolicyKind.Resource)]
    [InlineData(PolicyKind.ResourceControl)]
    [InlineData(PolicyKind.Endpoint)]
    public void Rule_43_a_policy_of_a_resource_names_whom_it_is_about(PolicyKind kind) =>
        Assert.Equal("MISSING_PRINCIPAL", Error(Given.Document(Given.Deny("s3:*")), kind).Code);

    [Theory]
    [InlineData("Resource")]
    [InlineData("NotResource")]
    public void Rule_54_a_trust_policy_has_no_resource(string element)
    {
        var statement = $$"""
            {"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole","{{element}}":"*"}
            """;

        Assert.Equal(
            "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE",
            Error(Given.Document(statement), PolicyKind.Trust).Code
        );
    }

    [Theory]
    [InlineData("aws:TagKeys", "AWS:tagkeys")]
    [InlineData("aws:PrincipalTag/Team", "aws:PrincipalTag/team")]
    public void Rule_62_a_key_stands_once_under_an_operator_whatever_its_case(string one, string other) =>
        Assert.Equal(
            "DUPLICATE_KEYS_WITH_DIFFERENT_CASE",
            Error(Under($$$"""{"ForAnyValue:StringEquals":{"{{{one}}}":"a","{{{other}}}":"b"}}""")).Code
        );

    [Theory]
    [InlineData("Action")]
    [InlineData("Resource")]
    public void Rule_133_a_statement_has_one_element_of_each_pair(string element)
    {
        var statement = $$"""{"Effect":"Allow","Action":"s3:*","Resource":"*","Not{{element}}":"arn:aws:s3:::b"}""";

        var fault = PolicyDocument
            .Parse(Given.Document(statement), PolicyKind.Identity)
            .Faults.Single(one => one.Code == "UNSUPPORTED_ELEMENT_COMBINATION");

        Assert.Equal($"Statement[0].Not{element}", fault.Path);
    }

    [Fact]
    public void Rule_133_a_statement_names_principals_or_those_it_is_not_about() =>
        Assert.Equal(
            "UNSUPPORTED_ELEMENT_COMBINATION",
            Error(
                Given.Document(
                    """{"Effect":"Deny","Principal":"*","NotPrincipal":"*","Action":"s3:*","Resource":"*"}"""
                ),
                PolicyKind.Resource
            ).Code
        );

    [Theory]
    [InlineData("DATA_TYPE_MISMATCH")]
    [InlineData("INVALID_EFFECT")]
    [InlineData("MISSING_STATEMENT")]
    [InlineData("UNIQUE_SIDS_REQUIRED")]
    [InlineData("PRIVATE_IP_ADDRESS")]
    public void Rule_140_findings_have_the_names_of_AWSs_policy_checks(string code)
    {
        var found = new[]
        {
            Error(Given.Document("""{"Effect":"Allow","Action":1,"Resource":"*"}""")),
            Error(Given.Document("""{"Effect":"Perhaps","Action":"s3:*","Resource":"*"}""")),
            Error("""{"Version":"2012-10-17","Statement":[]}"""),
            Error(Given.Document(Named("A"), Named("A"))),
            Warning(Under("""{"IpAddress":{"aws:SourceIp":"10.0.0.1"}}""")),
        };

        Assert.Single(found, fault => fault.Code == code);
    }

    private static string NotPrincipal(string effect, string action) =>
        $$"""{"Effect":"{{effect}}","NotPrincipal":{"AWS":"111122223333"},"Action":"{{action}}","Resource":"*"}""";

    private static string Named(string sid) =>
        $$"""{"Sid":"{{sid}}","Effect":"Allow","Action":"s3:*","Resource":"*"}""";
}
