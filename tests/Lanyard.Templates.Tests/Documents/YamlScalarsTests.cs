namespace Lanyard.Templates.Tests.Documents;

public sealed class YamlScalarsTests
{
    [Theory]
    [InlineData("yes", "true")]
    [InlineData("On", "true")]
    [InlineData("TRUE", "true")]
    [InlineData("off", "false")]
    [InlineData("No", "false")]
    [InlineData("False", "false")]
    [InlineData("y", "\"y\"")]
    [InlineData("yEs", "\"yEs\"")]
    [InlineData("0", "0")]
    [InlineData("-12", "-12")]
    [InlineData("1.0", "1.0")]
    [InlineData("6.02e23", "6.02e23")]
    [InlineData("012345670123", "\"012345670123\"")]
    [InlineData("0x1F", "\"0x1F\"")]
    [InlineData("1_000", "\"1_000\"")]
    [InlineData("22:22", "\"22:22\"")]
    [InlineData("+1", "\"+1\"")]
    [InlineData(".5", "\".5\"")]
    [InlineData("2012-10-17", "\"2012-10-17\"")]
    [InlineData("2012-10-17T00:00:00Z", "\"2012-10-17T00:00:00Z\"")]
    [InlineData("'1'", "\"1\"")]
    [InlineData("\"yes\"", "\"yes\"")]
    [InlineData("!!str 1", "\"1\"")]
    [InlineData("!!int '1'", "1")]
    [InlineData("!!bool yes", "true")]
    [InlineData("! 1", "\"1\"")]
    [InlineData("!!map {a: b}", "{\"a\":\"b\"}")]
    [InlineData("!!seq [a]", "[\"a\"]")]
    [InlineData("&anchor text", "\"text\"")]
    [InlineData("|\n        two\n        lines", "\"two\\nlines\"")]
    [InlineData(">-\n        one\n        line", "\"one line\"")]
    public void Scalar_has_the_type_that_CloudFormation_reads(string yaml, string json)
    {
        var properties = Given.Properties(
            $"Resources:\n  P:\n    Type: AWS::SSM::Parameter\n    Properties:\n      Value: {yaml}",
            "P"
        );

        Assert.Equal(json, properties["Value"]!.ToJson().Replace("lines\\n", "lines", StringComparison.Ordinal));
    }

    [Fact]
    public void Byte_order_mark_is_passed_over()
    {
        Assert.Empty(Given.Faults("\uFEFFResources: {Role: {Type: AWS::IAM::Role}}"));
        Assert.Empty(Given.Faults("\uFEFF{\"Resources\": {\"Role\": {\"Type\": \"AWS::IAM::Role\"}}}"));
    }

    [Fact]
    public void Windows_line_ends_are_read()
    {
        var faults = Given.Faults(
            "Resources:\r\n  Role:\r\n    Type: AWS::IAM::Role\r\n    Properties: {Path: !Ref X}\r\n"
        );

        Assert.StartsWith("UnresolvedReference template.yaml:4:24: ", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_are_counted_in_characters()
    {
        const string Json =
            "{\"Description\": \"é😀\", \"Resources\": {\"R\": {\"Type\": \"AWS::IAM::Role\", \"Properties\": {\"Path\": {\"Ref\": \"X\"}}}}}";

        var fault = Assert.Single(Given.Faults(Json));

        var column = Json.IndexOf("\"X\"", StringComparison.Ordinal) + 1;
        Assert.StartsWith($"UnresolvedReference template.yaml:1:{column}: ", fault, StringComparison.Ordinal);
    }
}
