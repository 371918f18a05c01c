using Lanyard.Policy.Documents;
using static Lanyard.Policy.Tests.Findings;

namespace Lanyard.Policy.Tests.Documents;

/// <summary>What each kind of policy may say; numbers are rules of the policy language.</summary>
public sealed class KindFindingsTests
{
    private const string Organizations =
        "The provided policy document does not meet the requirements of the specified policy type.";

    private static readonly PolicyKind[] WithoutPrincipals =
    [
        PolicyKind.Identity,
        PolicyKind.Managed,
        PolicyKind.Boundary,
        PolicyKind.Session,
    ];

    public static TheoryData<PolicyKind> KindsWithoutPrincipals => [.. WithoutPrincipals];

    [Theory]
    [MemberData(nameof(KindsWithoutPrincipals))]
    public void Rule_31_policies_of_identities_name_no_principal(PolicyKind kind) =>
        Assert.Equal("UNSUPPORTED_PRINCIPAL", Error(Given.Document(Given.AllowTo("\"*\"")), kind).Code);

    [Fact]
    public void Rule_31_a_service_control_policy_names_no_principal()
    {
        var error = Error(Given.Document(Given.AllowTo("\"*\"")), PolicyKind.ServiceControl);

        Assert.Equal(("SCP_SYNTAX_ERROR_PRINCIPAL", Organizations), (error.Code, error.IamMessage));
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}""")]
    [InlineData("""{"Effect":"Allow","Action":"s3:Get*Object","Resource":"arn:aws:s3:::b/*"}""")]
    [InlineData("""{"Effect":"Deny","Action":"*","NotResource":"arn:aws:s3:::b"}""")]
    [InlineData(
        """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}}"""
    )]
    public void Rule_22_a_service_control_policy_speaks_the_whole_language(string statement) =>
        None(Given.Document(statement), PolicyKind.ServiceControl);

    [Fact]
    public void A_service_control_policy_is_refused_in_the_words_of_Organizations() =>
        Assert.Equal(Organizations, Error("{", PolicyKind.ServiceControl).IamMessage);

    [Theory]
    [InlineData("\"arn:aws:s3:::b\"", "\"*\"", "")]
    [InlineData("\"*\"", "\"s3:*\"", "")]
    [InlineData("\"*\"", "\"*\"", ""","Condition":{"Bool":{"aws:SecureTransport":"true"}}""")]
    public void Rule_24_a_resource_control_policy_allows_nothing_in_particular(
        string resource,
        string action,
        string condition
    )
    {
        var statement =
            $$"""{"Effect":"Allow","Principal":"*","Action":{{action}},"Resource":{{resource}}{{condition}}}""";

        var error = Error(Given.Document(statement), PolicyKind.ResourceControl);

        Assert.Equal(
            ("RCP_SYNTAX_ERROR_ALLOW", "Statement[0].Effect", Organizations),
            (error.Code, error.Path, error.IamMessage)
        );
    }

    [Fact]
    public void Rule_23_the_resource_control_policy_of_full_access_is_valid() =>
        None(Given.Document(Given.AllowTo("\"*\"")), PolicyKind.ResourceControl);

    [Theory]
    [InlineData("""{"AWS":"111122223333"}""")]
    [InlineData("""{"Service":"s3.amazonaws.com"}""")]
    [InlineData("\"alice\"")]
    public void Rule_24_a_resource_control_policy_is_about_everyone(string principal) =>
        Assert.Equal(
            "RCP_SYNTAX_ERROR_PRINCIPAL",
            Error(Given.Document(Given.DenyTo(principal, "s3:*")), PolicyKind.ResourceControl).Code
        );

    [Fact]
    public void Rule_24_a_resource_control_policy_has_no_NotPrincipal() =>
        Assert.Equal(
            "RCP_SYNTAX_ERROR_PRINCIPAL",
            Error(
                Given.Document("""{"Effect":"Deny","NotPrincipal":"*","Action":"s3:*","Resource":"*"}"""),
                PolicyKind.ResourceControl
            ).Code
        );

    [Fact]
    public void Rule_32_everyone_in_other_words_is_found_in_a_resource_control_policy() =>
        Assert.Equal(
            "RCP_SYNTAX_ERROR_PRINCIPAL",
            Warning(Given.Document(Given.DenyTo("""{"AWS":["*"]}""", "s3:*")), PolicyKind.ResourceControl).Code
        );

    [Fact]
    public void Rule_24_a_resource_control_policy_has_no_NotAction() =>
        Assert.Equal(
            "RCP_SYNTAX_ERROR_NOTACTION",
            Error(
                Given.Document("""{"Effect":"Deny","Principal":"*","NotAction":"s3:*","Resource":"*"}"""),
                PolicyKind.ResourceControl
            ).Code
        );

    [Fact]
    public void A_resource_control_policy_may_except_resources() =>
        None(
            Given.Document("""{"Effect":"Deny","Principal":"*","Action":"s3:*","NotResource":"arn:aws:s3:::b"}"""),
            PolicyKind.ResourceControl
        );

    [Fact]
    public void Rule_28_an_endpoint_policy_names_principals() =>
        Assert.Equal("MISSING_PRINCIPAL", Error(Given.Document(Given.Allow("s3:*")), PolicyKind.Endpoint).Code);

    [Theory]
    [InlineData("\"*\"")]
    [InlineData("""{"AWS":"*"}""")]
    public void Rule_113_trust_in_everyone_is_saved_and_found(string principal) =>
        Assert.Equal(
            "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
            Warning(Given.Document(Given.Trust(principal)), PolicyKind.Trust).Code
        );

    [Fact]
    public void Distrust_of_everyone_is_not_found() =>
        None(
            Given.Document(
                Given.Trust("\"*\"", """{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}""", effect: "Deny")
            ),
            PolicyKind.Trust
        );

    [Fact]
    public void Rule_39_a_provider_that_is_to_assume_the_role_itself_is_found() =>
        Assert.Equal(
            "MISMATCHED_ACTION_FOR_PRINCIPAL",
            Warning(Given.Document(Given.Trust("""{"Federated":"accounts.google.com"}""")), PolicyKind.Trust).Code
        );

    [Fact]
    public void Rule_39_a_service_that_is_to_come_from_a_provider_is_found() =>
        Assert.Equal(
            "MISMATCHED_ACTION_FOR_PRINCIPAL",
            Warning(
                Given.Document(
                    """{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRoleWithSAML"}"""
                ),
                PolicyKind.Trust
            ).Code
        );

    [Fact]
    public void A_provider_that_is_none_is_found() =>
        Assert.Equal(
            "INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY",
            Warning(
                Given.Document(
                    """{"Effect":"Allow","Principal":{"Federated":"google"},"Action":"sts:AssumeRoleWithWebIdentity"}"""
                ),
                PolicyKind.Trust
            ).Code
        );

    [Fact]
    public void Rule_97_a_source_narrower_than_ECS_tells_is_found_with_what_to_write()
    {
        const string Cluster = "arn:aws:ecs:eu-west-1:111122223333:cluster/a";
        var trust = Given.Trust(
            """{"Service":"ecs-tasks.amazonaws.com"}""",
            $$$"""{"ArnLike":{"aws:SourceArn":"{{{Cluster}}}"}}"""
        );

        var warning = Warning(Given.Document(trust), PolicyKind.Trust);

        Assert.Equal(
            ("SOURCE_ARN_TOO_NARROW_FOR_ECS", "write `arn:aws:ecs:eu-west-1:111122223333:*`"),
            (warning.Code, warning.Hint)
        );
    }

    [Fact]
    public void Rule_97_a_source_as_wide_as_ECS_tells_is_not_found() =>
        None(
            Given.Document(
                Given.Trust(
                    """{"Service":"ecs-tasks.amazonaws.com"}""",
                    """{"ArnLike":{"aws:SourceArn":"arn:aws:ecs:eu-west-1:111122223333:*"}}"""
                )
            ),
            PolicyKind.Trust
        );

    [Theory]
    [InlineData(PolicyKind.Identity)]
    [InlineData(PolicyKind.ServiceControl)]
    public void Rule_136_an_Id_outside_policies_of_resources_is_saved_and_found(PolicyKind kind) =>
        Assert.Equal(
            "INVALID_POLICY_ELEMENT",
            Warning($$"""{"Version":"2012-10-17","Id":"a","Statement":{{Given.Allow("s3:*")}}}""", kind).Code
        );

    [Fact]
    public void Rule_131_a_document_without_a_version_is_found() =>
        Assert.Equal("MISSING_VERSION", Warning($$"""{"Statement":{{Given.Allow("s3:*")}}}""").Code);

    [Fact]
    public void Rule_135_policies_of_resources_may_name_two_statements_alike()
    {
        const string Statement = """{"Sid":"A","Principal":"*","Effect":"Allow","Action":"*","Resource":"*"}""";

        Assert.Equal(
            "UNIQUE_SIDS_RECOMMENDED",
            Warning(Given.Document(Statement, Statement), PolicyKind.Resource).Code
        );
    }
}
