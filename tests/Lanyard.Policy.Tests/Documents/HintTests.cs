using Lanyard.Policy.Documents;
using static Lanyard.Policy.Tests.Findings;

namespace Lanyard.Policy.Tests.Documents;

/// <summary>What a fault says to write instead.</summary>
public sealed class HintTests
{
    [Theory]
    [InlineData("Effekt", "Effect")]
    [InlineData("action", "Action")]
    [InlineData("Resources", "Resource")]
    [InlineData("NotPrinciple", "NotPrincipal")]
    [InlineData("Conditions", "Condition")]
    public void A_misspelt_element_gets_the_one_that_was_meant(string written, string meant)
    {
        var statement = $$"""{"{{written}}":[],"Effect":"Allow","Action":"s3:*","Resource":"*"}""";

        Assert.Equal($"did you mean `{meant}`?", Error(Given.Document(statement)).Hint);
    }

    [Theory]
    [InlineData("statement", "Statement")]
    [InlineData("Verison", "Version")]
    public void A_misspelt_element_of_the_document_gets_the_one_that_was_meant(string written, string meant)
    {
        var json = $$"""{"Version":"2012-10-17","{{written}}":[],"Statement":{{Given.Allow("s3:*")}}}""";

        Assert.Equal($"did you mean `{meant}`?", Error(json).Hint);
    }

    [Theory]
    [InlineData("StringEqual", "StringEquals")]
    [InlineData("StringsLike", "StringLike")]
    [InlineData("ForAnyValues:StringLike", "ForAnyValue:StringLike")]
    [InlineData("ForAllValue:StringEqual", "ForAllValues:StringEquals")]
    [InlineData("NumericLessThen", "NumericLessThan")]
    [InlineData("ArnLikes", "ArnLike")]
    [InlineData("BooleIfExists", "BoolIfExists")]
    [InlineData("IpAdress", "IpAddress")]
    public void A_misspelt_operator_gets_the_one_that_was_meant(string written, string meant) =>
        Assert.Equal($"did you mean `{meant}`?", Error(Under($$$"""{"{{{written}}}":{"s3:x":"1"}}""")).Hint);

    [Theory]
    [InlineData("NullIfExists")]
    [InlineData("ForAllValues:Null")]
    public void Rule_60_whether_a_key_is_there_is_asked_with_Null_alone(string written) =>
        Assert.StartsWith("write `Null` alone", Error(Under($$$"""{"{{{written}}}":{"s3:x":"true"}}""")).Hint);

    [Theory]
    [InlineData("allow", "did you mean `Allow`?")]
    [InlineData("Denny", "did you mean `Deny`?")]
    [InlineData("Permit", "write `Allow` or `Deny`, with a capital")]
    public void Rule_132_an_effect_gets_the_one_that_was_meant(string written, string hint) =>
        Assert.Equal(hint, Error(Given.Document($$"""{"Effect":"{{written}}","Action":"s3:*","Resource":"*"}""")).Hint);

    [Fact]
    public void A_misspelt_kind_of_principal_gets_the_one_that_was_meant() =>
        Assert.Equal(
            "did you mean `Service`?",
            Error(Given.Document(Given.AllowTo("""{"Services":"s3.amazonaws.com"}""")), PolicyKind.Resource).Hint
        );

    [Fact]
    public void A_misspelt_partition_gets_the_one_that_was_meant() =>
        Assert.Equal("did you mean `aws-cn`?", Error(Given.Document(Given.Allow("s3:*", "arn:AWS-CN:s3:::b"))).Hint);

    [Fact]
    public void Rule_135_a_Sid_gets_its_letters_and_digits() =>
        Assert.Equal(
            "write `ReadAll2`",
            Error(Given.Document("""{"Sid":"Read-All 2","Effect":"Allow","Action":"s3:*","Resource":"*"}""")).Hint
        );

    [Fact]
    public void Warnings_and_errors_of_one_document_are_told_apart()
    {
        const string Json = """
            {
              "Statement": [
                { "Effect": "Allow", "Action": "oops", "Resource": "arn:aws:sqs:*" },
                { "Effect": "Allow", "Action": "s3:*", "Resource": "b" }
              ]
            }
            """;

        var result = PolicyDocument.Parse(Json, PolicyKind.Identity);

        Assert.Equal(["INVALID_ACTION", "INVALID_ARN_PREFIX"], result.Faults.Select(fault => fault.Code));
        Assert.Equal(["MISSING_VERSION", "MISSING_ARN_FIELD"], result.Warnings.Select(fault => fault.Code));
        Assert.Equal((3, 56), (result.Warnings[1].Line, result.Warnings[1].Column));
        Assert.False(result.IsValid);
    }
}
