namespace Lanyard.Templates.Tests;

public sealed class ResolvedNodeTests
{
    private const string Template = """
        Parameters: {Bucket: {Type: String, Default: receipts}}
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              Policies:
                - PolicyName: write
                  PolicyDocument:
                    Version: 2012-10-17
                    Statement:
                      - Effect: Allow
                        Action: [s3:PutObject, s3:GetObject]
                        Resource: !Sub 'arn:aws:s3:::${Bucket}/*'
                        Condition:
                          StringEquals:
                            aws:SourceAccount: !Ref AWS::AccountId
                            idp.example:sub: someone
                          Bool: {aws:SecureTransport: true}
        """;

    private static readonly ResolvedNode Document = Given
        .Properties(Template, "Role")
        .At("Policies[0].PolicyDocument")!;

    [Theory]
    [InlineData("", 9, 13)]
    [InlineData("Version", 9, 22)]
    [InlineData("Statement", 11, 15)]
    [InlineData("Statement[0]", 11, 17)]
    [InlineData("Statement[0].Action[1]", 12, 40)]
    [InlineData("Statement[0].Resource", 13, 27)]
    [InlineData("Statement[0].Condition.StringEquals.aws:SourceAccount", 16, 40)]
    [InlineData("Statement[0].Condition.StringEquals.idp.example:sub", 17, 38)]
    [InlineData("Statement[0].Condition.Bool.aws:SecureTransport", 18, 47)]
    public void Place_of_a_path_is_where_its_value_is_written(string path, int line, int column)
    {
        Assert.Equal(new TemplateLocation("template.yaml", line, column), Document.LocationOf(path));
        Assert.NotNull(Document.At(path));
    }

    [Theory]
    [InlineData("Statement[7]", 11, 15)]
    [InlineData("Statement[0].Principal", 11, 17)]
    [InlineData("Statement[0].Action[1].More", 12, 40)]
    [InlineData("Statement[x]", 11, 15)]
    [InlineData("Statement[0", 11, 15)]
    [InlineData("Statement.Effect", 11, 15)]
    [InlineData("Id", 9, 13)]
    public void Path_that_leads_nowhere_has_the_place_of_the_nearest_value(string path, int line, int column)
    {
        Assert.Equal(new TemplateLocation("template.yaml", line, column), Document.LocationOf(path));
        Assert.Null(Document.At(path));
    }

    [Fact]
    public void Json_keeps_order_and_types()
    {
        const string Expected =
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:PutObject","s3:GetObject"],"Resource":"arn:aws:s3:::receipts/*","Condition":{"StringEquals":{"aws:SourceAccount":"123456789012","idp.example:sub":"someone"},"Bool":{"aws:SecureTransport":true}}}]}""";

        Assert.Equal(Expected, Document.ToJson());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_part_of_emitted_json_leads_back_to_the_template(bool isIndented)
    {
        var emitted = Document.Emit(isIndented);

        Assert.Equal("template.yaml:9:13", LocationOf("\"Version\""));
        Assert.Equal("template.yaml:9:22", LocationOf("\"2012-10-17\""));
        Assert.Equal("template.yaml:12:40", LocationOf("\"s3:GetObject\""));
        Assert.Equal("template.yaml:12:40", LocationOf("GetObject"));
        Assert.Equal("template.yaml:13:27", LocationOf("\"arn:aws:s3"));
        Assert.Equal("template.yaml:16:40", LocationOf("\"123456789012\""));
        Assert.Equal("template.yaml:18:47", LocationOf("true"));

        string LocationOf(string part)
        {
            var before = emitted.Text[..emitted.Text.IndexOf(part, StringComparison.Ordinal)].Split('\n');
            return emitted.LocationOf(before.Length, before[^1].Length + 1).ToString();
        }
    }

    [Fact]
    public void Indented_json_is_laid_out_a_member_a_line()
    {
        var properties = Given.Properties(
            "Resources: {P: {Type: AWS::IAM::Role, Properties: {A: [1, x], B: {}, C: []}}}",
            "P"
        );

        const string Expected = """
            {
              "A": [
                1,
                "x"
              ],
              "B": {},
              "C": []
            }
            """;
        Assert.Equal(Expected, properties.Emit(isIndented: true).Text);
    }

    [Fact]
    public void Place_before_the_first_part_is_the_beginning()
    {
        Assert.Equal("template.yaml:9:13", Document.Emit().LocationOf(0, 0).ToString());
        Assert.Equal("template.yaml:18:47", Document.Emit().LocationOf(9, 1).ToString());
    }

    [Fact]
    public void Texts_are_escaped_as_json_wants_them()
    {
        var node = ResolvedNode.OfText("a\"\\\n<é>", new TemplateLocation("x", 1, 1));

        Assert.Equal("\"a\\\"\\\\\\n<é>\"", node.ToJson());
    }

    [Fact]
    public void Nodes_can_be_made_by_hand()
    {
        var at = new TemplateLocation("x", 1, 1);
        var node = ResolvedNode.OfMap(
            [
                new("n", at, ResolvedNode.OfNumber("1.50", at)),
                new("b", at, ResolvedNode.OfBoolean(value: false, at)),
                new("l", at, ResolvedNode.OfList([ResolvedNode.OfNull(at)], at)),
            ],
            at
        );

        Assert.Equal("""{"n":1.50,"b":false,"l":[null]}""", node.ToJson());
        Assert.Equal("x:1:1", node.Location.ToString());
        Assert.Null(node["missing"]);
    }
}
