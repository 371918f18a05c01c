using Lanyard.Policy.Documents;

namespace Lanyard.Policy.Tests.Documents;

/// <summary>Documents that are made to hurt: each gets its findings in little memory and never an exception, and none hangs.</summary>
public sealed class HostileDocumentTests
{
    private const int Room = 131_000;

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    [InlineData('"')]
    [InlineData('9')]
    [InlineData('\\')]
    [InlineData('\u4e2d')]
    [InlineData('\ud800')]
    public void A_megabyte_of_one_character_is_too_long(char character) =>
        Assert.Equal("DOCUMENT_TOO_LONG", Assert.Single(Refused(new string(character, 1_000_000))).Code);

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("{\"Statement\":[")]
    public void Nesting_without_end_is_refused_at_its_depth(string opening) =>
        Assert.Equal("JSON_SYNTAX_ERROR", Assert.Single(Refused(Repeated(opening))).Code);

    [Fact]
    public void One_key_thousands_of_times_has_a_fault_each_time() =>
        Assert.Equal(
            10_000,
            Refused($"{{{string.Join(',', Enumerable.Repeat("\"Sid\":\"a\"", 10_000))}}}")
                .Count(fault => fault is { Code: "JSON_SYNTAX_ERROR", Path: "Sid" }) + 1
        );

    [Fact]
    public void Thousands_of_unknown_elements_have_a_fault_each()
    {
        var elements = string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"\"Effekt{i}\":{i}"));

        Assert.Equal(
            5_000,
            Refused(Given.Document($"{{{elements}}}")).Count(fault => fault.Code == "INVALID_POLICY_ELEMENT")
        );
    }

    [Fact]
    public void Thousands_of_unknown_operators_have_a_fault_each()
    {
        var operators = string.Join(',', Enumerable.Range(0, 4_000).Select(i => $"\"StringEqual{i}\":{{}}"));

        Assert.Equal(4_000, Refused(Findings.Under($"{{{operators}}}")).Count);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("1e999999")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("true")]
    public void Thousands_of_values_of_the_wrong_type_have_a_fault_each(string value)
    {
        var values = string.Join(',', Enumerable.Repeat(value, 10_000));
        var statement = $$"""{"Effect":"Allow","Action":[{{values}}],"Resource":"*"}""";

        Assert.Equal(10_000, Refused(Given.Document(statement)).Count(fault => fault.Code == "DATA_TYPE_MISMATCH"));
    }

    [Fact]
    public void Thousands_of_statements_are_more_than_a_policy_may_have()
    {
        var result = Parse(Given.Document([.. Enumerable.Repeat(Given.Allow("s3:*"), 2_000)]), PolicyKind.Identity);

        Assert.Equal(2_000, result.Document!.Statements.Length);
        Assert.Equal("POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA", Assert.Single(result.Warnings).Code);
    }

    [Theory]
    [InlineData("${")]
    [InlineData("${'}")]
    [InlineData("${a,'")]
    [InlineData("${a' }")]
    [InlineData("${a}")]
    [InlineData("}'{$")]
    public void Thousands_of_variables_are_read_once(string variable)
    {
        var json = Given.Document(Given.Allow("s3:*", $"arn:aws:s3:::b/{Repeated(variable)}"));

        Assert.InRange(Parse(json, PolicyKind.Resource).Warnings.Count, 0, 1);
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\u0000")]
    [InlineData("\\uffff")]
    public void Escapes_of_no_character_have_their_fault_or_are_text(string escape)
    {
        var result = Parse(Given.Document(Given.Allow($"s3:{escape}", $"arn:aws:{escape}:::b")), PolicyKind.Identity);

        Assert.True(result.IsValid || result.Faults.Count > 0);
    }

    [Fact]
    public void A_text_that_is_missing_is_no_JSON() =>
        Assert.Equal("JSON_SYNTAX_ERROR", Assert.Single(Refused(null!)).Code);

    private static string Repeated(string text) => string.Concat(Enumerable.Repeat(text, Room / text.Length));

    private static IReadOnlyList<PolicyFault> Refused(string json)
    {
        var result = Parse(json, PolicyKind.Identity);
        Assert.Null(result.Document);
        Assert.All(result.Faults, fault => Assert.NotEmpty(fault.Hint));
        return result.Faults;
    }

    private static PolicyParseResult Parse(string json, PolicyKind kind)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();

        var result = PolicyDocument.Parse(json, kind);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 256 * 1024 * 1024);
        return result;
    }
}
