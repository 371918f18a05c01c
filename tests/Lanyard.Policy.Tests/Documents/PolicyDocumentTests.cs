using CsCheck;
using Lanyard.Policy.Documents;

namespace Lanyard.Policy.Tests.Documents;

/// <summary>What is read of a valid document, and what is wrong with the others; numbers are rules of the policy grammar.</summary>
public sealed class PolicyDocumentTests
{
    private const string Syntax = "Syntax errors in policy.";
    private const string Legacy = "The policy failed legacy parsing";

    [Fact]
    public void A_document_is_read_with_all_its_elements()
    {
        const string Json = """
            {
              "Version": "2012-10-17",
              "Id": "receipts",
              "Statement": [
                {
                  "Sid": "Read",
                  "Effect": "Allow",
                  "Principal": { "AWS": ["111122223333", "arn:aws:iam::111122223333:role/app"], "Service": "a.amazonaws.com" },
                  "Action": ["s3:GetObject", "s3:ListBucket"],
                  "Resource": "*",
                  "Condition": { "NumericLessThan": { "s3:max-keys": [10, "20"] }, "Bool": { "aws:SecureTransport": true } }
                },
                { "Effect": "Deny", "NotPrincipal": "*", "NotAction": "s3:*", "NotResource": "arn:aws:s3:::b" }
              ]
            }
            """;

        var document = Valid(Json, PolicyKind.Resource);

        Assert.Equal((PolicyVersion.V2012, "receipts", 2), (document.Version, document.Id, document.Statements.Length));
        var read = document.Statements[0];
        Assert.Equal(("Read", Effect.Allow, 0, 5, 5), (read.Sid, read.Effect, read.Index, read.Line, read.Column));
        Assert.Equal(
            [
                new(PrincipalCategory.Aws, "111122223333"),
                new(PrincipalCategory.Aws, "arn:aws:iam::111122223333:role/app"),
                new(PrincipalCategory.Service, "a.amazonaws.com"),
            ],
            read.Principals!.Names
        );
        Assert.Equal(["s3:GetObject", "s3:ListBucket"], read.Actions);
        Assert.Equal(["10", "20"], read.Conditions[0].Values);
        Assert.Equal(["true"], read.Conditions[1].Values);
        var deny = document.Statements[1];
        Assert.Equal((true, true, true), (deny.IsNotAction, deny.IsNotResource, deny.Principals!.IsNot));
    }

    [Fact]
    public void Rule_134_single_values_stand_for_lists_of_one()
    {
        var document = Valid(
            """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}""",
            PolicyKind.Identity
        );

        Assert.Equal(["s3:*"], document.Statements.Single().Actions);
    }

    [Theory]
    [InlineData("""{"Version":"2008-10-17",""")]
    [InlineData("{")]
    public void Rules_83_and_131_an_old_or_missing_version_means_2008(string start)
    {
        var document = Valid(
            start + """ "Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""",
            PolicyKind.Identity
        );

        Assert.Equal(PolicyVersion.V2008, document.Version);
    }

    [Theory]
    [InlineData("""{"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""")]
    public void Rule_131_a_managed_policy_is_of_version_2012_or_later(string json) =>
        AssertFault(
            json,
            PolicyKind.Managed,
            "INVALID_VERSION",
            "Policy document must be version 2012-10-17 or greater."
        );

    [Theory]
    [InlineData("", "JSON_SYNTAX_ERROR", Syntax)]
    [InlineData("not json", "JSON_SYNTAX_ERROR", Syntax)]
    [InlineData("{}x", "JSON_SYNTAX_ERROR", Syntax)]
    [InlineData("[]", "DATA_TYPE_MISMATCH", Syntax)]
    [InlineData("""{"Version":"2013-01-01",S}""", "INVALID_VERSION", Syntax)]
    [InlineData("""{"Version":"2012-10-17"}""", "MISSING_STATEMENT", Syntax)]
    [InlineData("""{"Statement":[]}""", "MISSING_STATEMENT", Syntax)]
    [InlineData("""{"Extra":1,S}""", "INVALID_POLICY_ELEMENT", Syntax)]
    [InlineData("""{"statement":1,S}""", "INVALID_POLICY_ELEMENT", Syntax)]
    [InlineData("""{"Id":1,S}""", "DATA_TYPE_MISMATCH", Syntax)]
    [InlineData("""{"Statement":"x"}""", "DATA_TYPE_MISMATCH", Syntax)]
    public void A_bad_document_is_refused(string json, string code, string sentence) =>
        AssertFault(
            json.Replace(
                ",S}",
                ""","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""",
                StringComparison.Ordinal
            ),
            PolicyKind.Identity,
            code,
            sentence
        );

    [Theory]
    [InlineData(""" "Action":"*","Resource":"*" """, "MISSING_EFFECT", Syntax)] // rule 132
    [InlineData(""" "Effect":"allow","Action":"*","Resource":"*" """, "INVALID_EFFECT", Legacy)]
    [InlineData(""" "Effect":"Maybe","Action":"*","Resource":"*" """, "INVALID_EFFECT", Syntax)]
    [InlineData(""" "Effect":"Allow","action":"*","Resource":"*","Action":"*" """, "INVALID_POLICY_ELEMENT", Syntax)]
    [InlineData(
        """ "Effect":"Allow","Action":"*","NotAction":"s3:*","Resource":"*" """, // rule 133
        "UNSUPPORTED_ELEMENT_COMBINATION",
        Syntax
    )]
    [InlineData(""" "Effect":"Allow","Resource":"*" """, "MISSING_ACTION", "Policy statement must contain actions.")]
    [InlineData(
        """ "Effect":"Allow","Action":[],"Resource":"*" """,
        "MISSING_ACTION",
        "Policy statement must contain actions."
    )]
    [InlineData(""" "Effect":"Allow","Action":"*" """, "MISSING_RESOURCE", "Policy statement must contain resources.")]
    [InlineData(""" "Effect":"Allow","Action":1,"Resource":"*" """, "DATA_TYPE_MISMATCH", Syntax)]
    [InlineData(""" "Effect":"Allow","Action":["*",null],"Resource":"*" """, "DATA_TYPE_MISMATCH", Syntax)]
    [InlineData(
        """ "Effect":"Allow","Action":"GetObject","Resource":"*" """,
        "INVALID_ACTION",
        "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
    )]
    [InlineData(
        """ "Effect":"Allow","Action":"s3:Get:Object","Resource":"*" """,
        "INVALID_ACTION",
        "Actions/Condition can contain only one colon."
    )]
    [InlineData(
        """ "Effect":"Allow","Action":"s*:Get*","Resource":"*" """, // rule 45
        "INVALID_SERVICE_IN_ACTION",
        "Vendor s* is not valid"
    )]
    [InlineData(
        """ "Effect":"Allow","Action":"*","Resource":"bucket" """,
        "INVALID_ARN_PREFIX",
        "Resource bucket must be in ARN format or \"*\"."
    )]
    [InlineData(
        """ "Effect":"Allow","Action":"*","Resource":"arn:amazon:s3:::b" """,
        "INVALID_PARTITION",
        "Partition \"amazon\" is not valid for resource \"arn:amazon:s3:::b\"."
    )]
    [InlineData(
        """ "Effect":"Allow","Action":"*","Resource":"arn:amazon:s3" """,
        "INVALID_PARTITION",
        "Partition \"amazon\" is not valid for resource \"arn:amazon:s3:*:*:*\"."
    )]
    [InlineData(
        """ "Effect":"Allow","Action":"*","Resource":"arn:aws:s*:::b" """, // rule 49
        "INVALID_SERVICE",
        "Resource vendor must be fully qualified and cannot contain regexes."
    )]
    [InlineData(""" "Effect":"Allow","Action":"*","Resource":"arn:aws:s3::b" """, "MISSING_ARN_FIELD", Legacy)]
    [InlineData(
        """ "Sid":"a b","Effect":"Allow","Action":"*","Resource":"*" """, // rule 135
        "UNSUPPORTED_SID",
        "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*"
    )]
    [InlineData(
        """ "Principal":"*","Effect":"Allow","Action":"*","Resource":"*" """, // rule 31
        "UNSUPPORTED_PRINCIPAL",
        "Policy document should not specify a principal."
    )]
    [InlineData(""" "Effect":"Allow","Effect":"Deny","Action":"*","Resource":"*" """, "JSON_SYNTAX_ERROR", Syntax)] // rule 134
    public void A_bad_identity_statement_is_refused(string statement, string code, string sentence) =>
        AssertFault(Document($"{{{statement}}}"), PolicyKind.Identity, code, sentence);

    [Theory]
    [InlineData("""{"StringSounds":{"k":"v"}}""", "INVALID_CONDITION_OPERATOR")] // rule 139
    [InlineData("""{"NullIfExists":{"k":"true"}}""", "NULL_WITH_IF_EXISTS")] // rule 60
    [InlineData("""{"ForAllValues:Null":{"k":"true"}}""", "INVALID_CONDITION_OPERATOR")]
    [InlineData("""{"StringEquals":{"aws:k":"1","AWS:K":"2"}}""", "DUPLICATE_KEYS_WITH_DIFFERENT_CASE")] // rule 62
    [InlineData("""{"StringEquals":"v"}""", "DATA_TYPE_MISMATCH")]
    [InlineData("""{"StringEquals":{"k":null}}""", "DATA_TYPE_MISMATCH")]
    [InlineData("""{"StringEquals":{"k":{"v":1}}}""", "DATA_TYPE_MISMATCH")]
    [InlineData("""{"DateLessThan":{"k":"tomorrow"}}""", "INVALID_CONDITION_DATA_TYPE")]
    [InlineData("[]", "DATA_TYPE_MISMATCH")]
    public void A_bad_condition_is_refused(string condition, string code)
    {
        var fault = Assert.Single(Faults(Document(Given.Allow("*", "*", condition)), PolicyKind.Identity));

        Assert.Equal(code, fault.Code);
    }

    [Theory]
    [InlineData(
        """ "Effect":"Allow","Action":"*","Resource":"*" """,
        "MISSING_PRINCIPAL",
        "Missing required field Principal"
    )]
    [InlineData(
        """ "Principal":{},"Effect":"Allow","Action":"*","Resource":"*" """,
        "MISSING_PRINCIPAL",
        "Invalid principal in policy: com.amazon.balsa.error.InvalidPolicyException: The passed in policy has a statement with no principals!"
    )]
    [InlineData(
        """ "Principal":"alice","Effect":"Allow","Action":"*","Resource":"*" """, // rule 32
        "INVALID_PRINCIPAL_FORMAT",
        "Invalid principal in policy: \"AWS\":\"alice\""
    )]
    [InlineData(
        """ "Principal":{"aws":"*"},"Effect":"Allow","Action":"*","Resource":"*" """, // rule 32
        "INVALID_PRINCIPAL_KEY",
        "Invalid principal in policy: \"aws\":\"*\""
    )]
    [InlineData(
        """ "Principal":{"AWS":"arn:aws:iam::111122223333:role/app-*"},"Effect":"Allow","Action":"*","Resource":"*" """, // rule 33
        "UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
        "Invalid principal in policy: \"AWS\":\"arn:aws:iam::111122223333:role/app-*\""
    )]
    [InlineData(
        """ "Principal":{"Service":"ecs-tasks"},"Effect":"Allow","Action":"*","Resource":"*" """,
        "INVALID_PRINCIPAL_FORMAT",
        "Invalid principal in policy: \"SERVICE\":\"ecs-tasks\""
    )]
    [InlineData(
        """ "NotPrincipal":{"AWS":"111122223333"},"Effect":"Allow","Action":"*","Resource":"*" """, // rule 40
        "UNSUPPORTED_ELEMENT_COMBINATION",
        "Has prohibited field NotPrincipal"
    )]
    public void A_bad_principal_is_refused(string statement, string code, string sentence) =>
        AssertFault(Document($"{{{statement}}}"), PolicyKind.Resource, code, sentence);

    [Theory]
    [InlineData(
        """ "Resource":"*","Principal":"*","Effect":"Allow","Action":"sts:AssumeRole" """, // rule 54
        "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE",
        "Has prohibited field Resource"
    )]
    [InlineData(
        """ "NotPrincipal":{"AWS":"111122223333"},"Effect":"Deny","Action":"sts:AssumeRole" """, // rule 113
        "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL",
        "Has prohibited field NotPrincipal"
    )]
    [InlineData(
        """ "Principal":"*","Effect":"Allow","Action":"s3:GetObject" """,
        "UNSUPPORTED_ACTION_IN_POLICY",
        "AssumeRole policy may only specify STS AssumeRole actions."
    )]
    [InlineData(
        """ "Effect":"Allow","Action":"sts:AssumeRole" """,
        "MISSING_PRINCIPAL",
        "Invalid principal in policy: com.amazon.balsa.error.InvalidPolicyException: The passed in policy has a statement with no principals!"
    )]
    public void Rule_113_a_bad_trust_statement_is_refused(string statement, string code, string sentence) =>
        AssertFault(Document($"{{{statement}}}"), PolicyKind.Trust, code, sentence);

    [Theory]
    [InlineData("arn:aws:dynamodb:*")] // rule 50
    [InlineData("arn:aws:s3:::bucket/${aws:username}/*")]
    [InlineData("arn:*:s3:::bucket")]
    [InlineData("arn:aws-cn:s3:::bucket")]
    public void A_resource_that_IAM_takes_is_taken(string resource) =>
        Assert.Empty(Faults(Document(Given.Allow("*", resource)), PolicyKind.Identity));

    [Theory]
    [InlineData(PolicyKind.Resource, "s3:*", """ ,"Resource":"*" """)]
    [InlineData(PolicyKind.Trust, "sts:AssumeRole", "")]
    public void Rule_136_a_policy_of_a_resource_may_have_an_Id(PolicyKind kind, string action, string resource)
    {
        var statement =
            $$$"""{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"{{{action}}}"{{{resource}}}}""";

        var document = Valid($$"""{"Version":"2012-10-17","Id":"receipts","Statement":{{statement}}}""", kind);

        Assert.Equal("receipts", document.Id);
    }

    [Fact]
    public void Rule_135_a_Sid_names_one_statement_only()
    {
        const string Statement = """{"Sid":"A","Effect":"Allow","Action":"*","Resource":"*"}""";

        AssertFault(
            Document(Statement, Statement),
            PolicyKind.Identity,
            "UNIQUE_SIDS_REQUIRED",
            "Statement IDs (SID) in a single policy must be unique."
        );
    }

    [Fact]
    public void Rule_135_resource_policies_may_name_statements_with_blanks()
    {
        const string Statement = """{"Sid":"a b","Principal":"*","Effect":"Allow","Action":"*","Resource":"*"}""";

        Assert.Empty(Faults(Document(Statement), PolicyKind.Resource));
    }

    [Theory]
    [InlineData("\"*\"")]
    [InlineData(
        """{"AWS":["*","111122223333","arn:aws:iam::111122223333:root","arn:aws:iam::111122223333:role/a/b"]}"""
    )]
    [InlineData("""{"AWS":"arn:aws:sts::111122223333:assumed-role/app/t1"}""")]
    [InlineData("""{"AWS":"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"}""")]
    [InlineData("""{"AWS":"AROA1234567890ABCDEFG"}""")]
    [InlineData("""{"Federated":"cognito-identity.amazonaws.com","CanonicalUser":"79a59df900b949e5"}""")]
    public void A_principal_that_AWS_takes_is_taken(string principal) =>
        Assert.Empty(Faults(Document(Given.AllowTo(principal)), PolicyKind.Resource));

    [Theory]
    [InlineData("AROA1234567890ABCDEFG:t1", true)]
    [InlineData("AROA1234567890ABCDEFG:a.b-c_d@e,f=g+h", true)]
    [InlineData("AROA1234567890ABCDEFG:", false)]
    [InlineData("AROA1234567890ABCDEFG:t", false)]
    [InlineData("AROA1234567890ABCDEFG:t1:t2", false)]
    [InlineData("AROA1234567890ABCDEFG:*", false)]
    [InlineData("AIDA1234567890ABCDEFG:t1", false)]
    public void A_session_of_a_role_that_is_gone_is_named_by_the_roles_id(string principal, bool isTaken) =>
        Assert.Equal(
            isTaken,
            Faults(Document(Given.AllowTo($$"""{"AWS":"{{principal}}"}""")), PolicyKind.Resource).Count == 0
        );

    [Fact]
    public void A_resource_policy_may_imply_its_resource() =>
        Assert.Empty(Faults(Document("""{"Principal":"*","Effect":"Allow","Action":"*"}"""), PolicyKind.Resource));

    [Fact]
    public void All_faults_are_reported_in_document_order_with_their_places()
    {
        const string Json = """
            {
              "Version": "2012-10-17",
              "Statement": [
                { "Effect": "Allow", "Action": ["s3:GetObject", "oops"], "Resource": "*" },
                { "Effect": "Nö", "Action": "*", "Resource": "b" }
              ]
            }
            """;

        var faults = Faults(Json, PolicyKind.Identity);

        Assert.Equal(
            [
                ("INVALID_ACTION", 4, 53, "Statement[0].Action[1]"),
                ("INVALID_EFFECT", 5, 17, "Statement[1].Effect"),
                ("INVALID_ARN_PREFIX", 5, 50, "Statement[1].Resource"),
            ],
            faults.Select(fault => (fault.Code, fault.Line, fault.Column, fault.Path))
        );
    }

    [Fact]
    public void A_syntax_error_is_placed_where_it_stands()
    {
        var fault = Assert.Single(Faults("{\n  \"é\": x\n}", PolicyKind.Identity));

        Assert.Equal((2, 8), (fault.Line, fault.Column));
    }

    [Fact]
    public void A_duplicate_key_is_placed_at_its_second_name()
    {
        var fault = Assert.Single(
            Faults(
                "{\"Statement\":{\"Effect\":\"Allow\",\n\"Action\":\"*\",\"Resource\":\"*\"},\n\"Statement\":1}",
                PolicyKind.Identity
            )
        );

        Assert.Equal((3, 1, "Statement"), (fault.Line, fault.Column, fault.Path));
    }

    [Fact]
    public void Rule_138_white_space_does_not_count_towards_a_size()
    {
        const string Json = "{ \"Statement\":\n\t{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"} }";

        Assert.Equal(Json.Length - 4, Valid(Json, PolicyKind.Identity).Size);
    }

    [Fact]
    public void Rule_137_a_character_beyond_latin_1_is_refused()
    {
        var json = Document(Given.Allow("*", "arn:aws:s3:::\u4e2d"));

        AssertFault(
            json,
            PolicyKind.Identity,
            "INVALID_CHARACTER",
            "The specified value for policyDocument is invalid. It must contain only printable ASCII characters."
        );
    }

    [Fact]
    public void A_document_longer_than_the_API_takes_is_refused() =>
        Assert.Equal("DOCUMENT_TOO_LONG", Assert.Single(Faults(new string(' ', 131_073), PolicyKind.Identity)).Code);

    [Fact]
    public void A_document_nested_without_end_is_refused() =>
        Assert.Equal("JSON_SYNTAX_ERROR", Assert.Single(Faults(new string('[', 100_000), PolicyKind.Identity)).Code);

    [Theory]
    [InlineData(PolicyKind.Identity)]
    [InlineData(PolicyKind.Managed)]
    public void A_megabyte_of_nested_brackets_is_refused(PolicyKind kind) =>
        Assert.Equal("DOCUMENT_TOO_LONG", Assert.Single(Faults(new string('[', 1_000_000), kind)).Code);

    [Fact]
    public void A_long_name_is_cut_short_in_the_paths_of_faults()
    {
        var name = new string('n', 1_000);
        var condition = $$$"""{"StringEquals":{"{{{name}}}":[{}]}}""";

        var fault = Assert.Single(Faults(Document(Given.Allow("*", "*", condition)), PolicyKind.Identity));

        Assert.Equal($"Statement[0].Condition.StringEquals.{name[..128]}…[0]", fault.Path);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused() =>
        Assert.Equal(
            "JSON_SYNTAX_ERROR",
            Assert
                .Single(
                    Faults(
                        Document("""{"Sid":"\ud800","Effect":"Allow","Action":"*","Resource":"*"}"""),
                        PolicyKind.Resource
                    ),
                    fault => fault.Code != "MISSING_PRINCIPAL"
                )
                .Code
        );

    [Fact]
    public void Parsing_never_throws_and_a_refused_document_has_a_fault_within_its_text()
    {
        var whole = Document(
            Given.Allow("""["s3:Get*","a:b"]""", "arn:aws:s3:::b/${aws:username}", """{"Bool":{"k":true}}""")
        );

        Gen.Select(
                Gen.Int[0, whole.Length - 1],
                Gen.Int[0, 3],
                Gen.Char["{}[]\":,\\ \u0000\ud800\u4e2dAa0-"],
                Gen.Enum<PolicyKind>()
            )
            .Sample(
                (place, removed, added, kind) =>
                {
                    var end = Math.Min(place + removed, whole.Length);
                    var result = PolicyDocument.Parse(whole[..place] + added + whole[end..], kind);

                    return result.IsValid
                        ? result.Faults.Count == 0
                        : result.Faults.Count > 0
                            && result.Faults.All(fault =>
                                fault is { Line: 1, Column: >= 1 } && fault.Column <= whole.Length + 2
                            );
                },
                iter: 20_000
            );
    }

    private static string Document(params string[] statements) => Given.Document(statements);

    private static PolicyDocument Valid(string json, PolicyKind kind)
    {
        var result = PolicyDocument.Parse(json, kind);
        Assert.Empty(result.Faults);
        return result.Document!;
    }

    private static IReadOnlyList<PolicyFault> Faults(string json, PolicyKind kind) =>
        PolicyDocument.Parse(json, kind).Faults;

    private static void AssertFault(string json, PolicyKind kind, string code, string sentence)
    {
        var fault = Assert.Single(Faults(json, kind));
        Assert.Equal((code, sentence), (fault.Code, fault.IamMessage));
    }
}
