using Lanyard.Policy.Documents;

namespace Lanyard.Policy.Tests.Documents;

/// <summary>With which sentence IAM refuses a document: each policy has its parser, and each parser its order.</summary>
public sealed class RefusalTests
{
    private const string Json = "This policy contains invalid Json";
    private const string Syntax = "Syntax errors in policy.";
    private const string Version = "Policy document must be version 2012-10-17 or greater.";
    private const string Legacy = "The policy failed legacy parsing";

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}x")]
    [InlineData("""{"Statement":[{"Action":"sts:AssumeRole","Principal":"*","Effect":"Allow",}]}""")]
    [InlineData("""{"Version":"2012-10-17" "Statement":[]}""")]
    [InlineData("""{"Statement":["\ud800"]}""")]
    public void What_is_no_JSON_is_said_otherwise_of_a_trust_policy(string document)
    {
        Assert.Equal(Json, RefusalOf(document, PolicyKind.Trust));
        Assert.Equal(Syntax, RefusalOf(document, PolicyKind.Identity));
        Assert.Equal(Syntax, RefusalOf(document, PolicyKind.Managed));
    }

    [Theory]
    [InlineData("""{"Version":"2012-10-17"}""", "Could not parse the policy: Statement is empty!")]
    [InlineData("""{"Statement":[]}""", "Could not parse the policy: Statement is empty!")]
    [InlineData(
        """{"Version":"2013-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}}""",
        "The policy must contain a valid version string"
    )]
    [InlineData("""{"Statement":{"Principal":"*","Action":"sts:AssumeRole"}}""", "Missing required field Effect")]
    [InlineData("""{"Statement":{"Principal":"*","Effect":"Allow"}}""", "Missing required field Action")]
    public void What_a_trust_policy_lacks_is_said_in_the_words_of_its_parser(string document, string sentence) =>
        Assert.Equal(sentence, RefusalOf(document, PolicyKind.Trust));

    [Theory]
    [InlineData("""{"Statement":[{"Effect":"denY","Action":"s3:*","Resource":"*"}]}""", Version)]
    [InlineData("""{"Statement":[{"Effect":"denY","Action":"s3:*","Resource":"*"}],"Version":"2008-10-17"}""", Version)]
    [InlineData("""{"Statement":[{"Effect":"No","Action":"s3:*","Resource":"*"}],"Version":"2008-10-17"}""", Syntax)]
    [InlineData(
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:error:s3:::b","Condition":{"DateGreaterThan":{"a":"b"}}}}""",
        Legacy
    )]
    [InlineData(
        """{"Version":"2012-10-17","Statement":{"Action":"a:b:c","Resource":"arn:aws:s3:us-east-1::b","Effect":"allow"}}""",
        Legacy
    )]
    [InlineData(
        """{"Version":"2012-10-17","Statement":{"Action":"a:b:c","Resource":"arn:aws:s3:us-east-1::b","Effect":"Allow"}}""",
        "Resource arn:aws:s3:us-east-1::b can not contain region information."
    )]
    [InlineData(
        """{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Action":"s3","Resource":"*"},{"Sid":"a","Effect":"Allow"}]}""",
        "Statement IDs (SID) in a single policy must be unique."
    )]
    public void Of_several_faults_IAM_names_the_first_that_it_looks_for(string document, string sentence) =>
        Assert.Equal(sentence, RefusalOf(document, PolicyKind.Managed));

    [Fact]
    public void A_valid_document_is_not_refused() =>
        Assert.Null(PolicyDocument.Parse(Given.Document(Given.Allow("s3:*")), PolicyKind.Managed).Refusal);

    private static string? RefusalOf(string document, PolicyKind kind) =>
        PolicyDocument.Parse(document, kind).Refusal?.IamMessage;
}
