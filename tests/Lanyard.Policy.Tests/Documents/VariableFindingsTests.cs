using static Lanyard.Policy.Tests.Findings;

namespace Lanyard.Policy.Tests.Documents;

/// <summary>What is found in policy variables; numbers are rules of the policy language.</summary>
public sealed class VariableFindingsTests
{
    [Theory]
    [InlineData("${aws:username")]
    [InlineData("${aws:username/${aws:userid}")]
    public void Rule_86_a_variable_without_its_brace_is_found(string variable) =>
        AssertFound("MISSING_BRACE_IN_VARIABLE", variable);

    [Theory]
    [InlineData("${}")]
    [InlineData("${ }")]
    [InlineData("${, 'a'}")]
    public void Rule_86_a_variable_without_a_name_is_found(string variable) => AssertFound("EMPTY_VARIABLE", variable);

    [Theory]
    [InlineData("${aws: username}")]
    [InlineData("${ aws:username}")]
    public void Rule_86_a_blank_in_a_variable_is_found(string variable) =>
        AssertFound("UNSUPPORTED_SPACE_IN_VARIABLE", variable);

    [Theory]
    [InlineData("${aws:username, a}")]
    [InlineData("${aws:username, 'a}")]
    [InlineData("${aws:username, a'}")]
    public void Rule_86_a_default_without_its_quotes_is_found(string variable) =>
        AssertFound("MISSING_QUOTE_IN_VARIABLE", variable);

    [Theory]
    [InlineData("${aws:username}")]
    [InlineData("${aws:username, 'a'}")]
    [InlineData("${aws:username, 'a}b'}x")]
    [InlineData("${*}${?}${$}")]
    [InlineData("$5 {a}")]
    public void Rules_86_and_88_a_variable_as_it_is_written_is_not_found(string variable) =>
        None(Given.Document(Given.Allow("s3:GetObject", $"arn:aws:s3:::b/{variable}")));

    [Fact]
    public void Rule_83_a_variable_before_there_were_any_is_found()
    {
        var statement = Given.Allow("s3:GetObject", "arn:aws:s3:::b/${aws:username}");
        var json = $$"""{"Version":"2008-10-17","Statement":{{statement}}}""";

        Assert.Equal("VARIABLE_UNSUPPORTED_IN_VERSION", Warning(json).Code);
    }

    [Fact]
    public void Rule_84_a_variable_in_an_action_is_found() =>
        Assert.Equal(
            "VARIABLE_UNSUPPORTED_IN_ELEMENT",
            Warning(Given.Document(Given.Allow("s3:${username}", "arn:aws:s3:::b"))).Code
        );

    [Fact]
    public void Rule_84_a_variable_before_the_fifth_colon_is_found() =>
        Assert.Equal(
            "VARIABLE_UNSUPPORTED_IN_ELEMENT",
            Warning(Given.Document(Given.Allow("sqs:*", "arn:aws:sqs:${aws:RequestedRegion}:111122223333:q"))).Code
        );

    [Fact]
    public void Rule_84_a_variable_in_a_condition_key_is_found() =>
        Assert.Equal(
            "VARIABLE_UNSUPPORTED_IN_ELEMENT",
            Warning(Under("""{"StringEquals":{"aws:PrincipalTag/${aws:username}":"a"}}""")).Code
        );

    [Theory]
    [InlineData("NumericEquals")]
    [InlineData("Bool")]
    [InlineData("BinaryEquals")]
    [InlineData("NotIpAddress")]
    [InlineData("Null")]
    public void Rules_76_and_84_a_variable_under_another_operator_is_found(string @operator) =>
        Assert.Equal(
            "INVALID_VARIABLE_FOR_OPERATOR",
            Warning(Under($$$"""{"{{{@operator}}}":{"s3:x":"${aws:username}"}}""")).Code
        );

    [Fact]
    public void Rule_84_a_variable_for_a_date_is_refused_as_no_date() =>
        Assert.Equal(
            "INVALID_CONDITION_DATA_TYPE",
            Error(Under("""{"DateLessThan":{"aws:CurrentTime":"${aws:TokenIssueTime}"}}""")).Code
        );

    private static void AssertFound(string code, string variable)
    {
        Assert.Equal(code, Warning(Given.Document(Given.Allow("s3:GetObject", $"arn:aws:s3:::b/{variable}"))).Code);
        Assert.Equal(code, Warning(Under($$$"""{"StringLike":{"s3:prefix":"{{{variable}}}"}}""")).Code);
    }
}
