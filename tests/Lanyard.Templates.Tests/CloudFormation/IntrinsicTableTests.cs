namespace Lanyard.Templates.Tests.CloudFormation;

/// <summary>Every function in its YAML and its JSON form, with the value it must give.</summary>
public sealed class IntrinsicTableTests
{
    private const string YamlFrame = """
        Parameters:
          Name: {Type: String, Default: app}
          Names: {Type: CommaDelimitedList, Default: 'a, b,c'}
          Size: {Type: Number, Default: 5}
        Mappings:
          Regions:
            eu-west-1: {Zone: west, Zones: [w1, w2], Count: 3}
        Conditions:
          Holds: !Equals [!Ref Name, app]
          Fails: !Not [!Condition Holds]
        Transform: AWS::LanguageExtensions
        Resources:
          Role: {Type: AWS::IAM::Role}
          Key: {Type: AWS::SSM::Parameter}
          Subject:
            Type: AWS::SSM::Parameter
            Properties:
              Value: 
        """;

    private const string JsonFrame = """
        {"Parameters": {"Name": {"Type": "String", "Default": "app"},
                        "Names": {"Type": "CommaDelimitedList", "Default": "a, b,c"},
                        "Size": {"Type": "Number", "Default": 5}},
         "Mappings": {"Regions": {"eu-west-1": {"Zone": "west", "Zones": ["w1", "w2"], "Count": 3}}},
         "Conditions": {"Holds": {"Fn::Equals": [{"Ref": "Name"}, "app"]}, "Fails": {"Fn::Not": [{"Condition": "Holds"}]}},
         "Transform": ["AWS::LanguageExtensions"],
         "Resources": {"Role": {"Type": "AWS::IAM::Role"},
                       "Key": {"Type": "AWS::SSM::Parameter"},
                       "Subject": {"Type": "AWS::SSM::Parameter", "Properties": {"Value": VALUE}}}}
        """;

    public static TheoryData<string, string, string> Table =>
        new()
        {
            // Scalars keep the type they are written with.
            { "text", "\"text\"", "\"text\"" },
            { "2012-10-17", "\"2012-10-17\"", "\"2012-10-17\"" },
            { "42", "42", "42" },
            { "-1.50", "-1.50", "-1.50" },
            { "true", "true", "true" },
            { "'true'", "\"true\"", "\"true\"" },
            { "[1, '1', no]", "[1, \"1\", false]", "[1,\"1\",false]" },
            { "{b: 1, a: {c: x}}", "{\"b\": 1, \"a\": {\"c\": \"x\"}}", "{\"b\":1,\"a\":{\"c\":\"x\"}}" },
            // Ref
            { "!Ref Name", "{\"Ref\": \"Name\"}", "\"app\"" },
            { "{Ref: Name}", "{\"Ref\": \"Name\"}", "\"app\"" },
            { "!Ref Size", "{\"Ref\": \"Size\"}", "\"5\"" },
            { "!Ref Names", "{\"Ref\": \"Names\"}", "[\"a\",\"b\",\"c\"]" },
            { "!Ref Role", "{\"Ref\": \"Role\"}", "\"<Role>\"" },
            { "!Ref AWS::AccountId", "{\"Ref\": \"AWS::AccountId\"}", "\"123456789012\"" },
            { "!Ref AWS::Region", "{\"Ref\": \"AWS::Region\"}", "\"eu-west-1\"" },
            { "!Ref AWS::Partition", "{\"Ref\": \"AWS::Partition\"}", "\"aws\"" },
            { "!Ref AWS::StackName", "{\"Ref\": \"AWS::StackName\"}", "\"receipts\"" },
            { "!Ref AWS::URLSuffix", "{\"Ref\": \"AWS::URLSuffix\"}", "\"amazonaws.com\"" },
            { "!Ref AWS::NotificationARNs", "{\"Ref\": \"AWS::NotificationARNs\"}", "[]" },
            {
                "!Ref AWS::StackId",
                "{\"Ref\": \"AWS::StackId\"}",
                "\"arn:aws:cloudformation:eu-west-1:123456789012:stack/receipts/7f\""
            },
            // Fn::GetAtt
            { "!GetAtt Role.Arn", "{\"Fn::GetAtt\": [\"Role\", \"Arn\"]}", "\"<Role.Arn>\"" },
            { "!GetAtt [Role, Arn]", "{\"Fn::GetAtt\": \"Role.Arn\"}", "\"<Role.Arn>\"" },
            { "{'Fn::GetAtt': [Role, RoleId]}", "{\"Fn::GetAtt\": [\"Role\", \"RoleId\"]}", "\"<Role.RoleId>\"" },
            {
                "!GetAtt [Role, !Select [0, [Arn]]]",
                "{\"Fn::GetAtt\": [\"Role\", {\"Fn::Select\": [0, [\"Arn\"]]}]}",
                "\"<Role.Arn>\""
            },
            // Fn::Sub
            { "!Sub plain", "{\"Fn::Sub\": \"plain\"}", "\"plain\"" },
            { "!Sub '${Name}-${Role}/*'", "{\"Fn::Sub\": \"${Name}-${Role}/*\"}", "\"app-<Role>/*\"" },
            { "!Sub '${Role.Arn}'", "{\"Fn::Sub\": \"${Role.Arn}\"}", "\"<Role.Arn>\"" },
            {
                "!Sub 'arn:${AWS::Partition}:s3:::b/${!aws:username}'",
                "{\"Fn::Sub\": \"arn:${AWS::Partition}:s3:::b/${!aws:username}\"}",
                "\"arn:aws:s3:::b/${aws:username}\""
            },
            {
                "!Sub ['${A}-${Name}', {A: !GetAtt Role.Arn}]",
                "{\"Fn::Sub\": [\"${A}-${Name}\", {\"A\": {\"Fn::GetAtt\": [\"Role\", \"Arn\"]}}]}",
                "\"<Role.Arn>-app\""
            },
            { "!Sub ['${Name}', {Name: 7}]", "{\"Fn::Sub\": [\"${Name}\", {\"Name\": 7}]}", "\"7\"" },
            { "!Sub 'a ${ b'", "{\"Fn::Sub\": \"a ${ b\"}", "\"a ${ b\"" },
            { "!Sub ''", "{\"Fn::Sub\": \"\"}", "\"\"" },
            // Fn::Join, Fn::Split, Fn::Select
            { "!Join ['', [a, 1, true]]", "{\"Fn::Join\": [\"\", [\"a\", 1, true]]}", "\"a1true\"" },
            { "!Join [':', !Ref Names]", "{\"Fn::Join\": [\":\", {\"Ref\": \"Names\"}]}", "\"a:b:c\"" },
            {
                "!Join [',', [!Ref AWS::NoValue, b]]",
                "{\"Fn::Join\": [\",\", [{\"Ref\": \"AWS::NoValue\"}, \"b\"]]}",
                "\"b\""
            },
            { "!Split [',', 'a,b,']", "{\"Fn::Split\": [\",\", \"a,b,\"]}", "[\"a\",\"b\",\"\"]" },
            { "!Select [1, [a, b]]", "{\"Fn::Select\": [1, [\"a\", \"b\"]]}", "\"b\"" },
            { "!Select ['2', !Ref Names]", "{\"Fn::Select\": [\"2\", {\"Ref\": \"Names\"}]}", "\"c\"" },
            {
                "!Select [0, !Split ['-', !Select [1, !Split ['/', 'x/y-z']]]]",
                "{\"Fn::Select\": [0, {\"Fn::Split\": [\"-\", {\"Fn::Select\": [1, {\"Fn::Split\": [\"/\", \"x/y-z\"]}]}]}]}",
                "\"y\""
            },
            {
                "!Select [1, !Split ['R', !GetAtt Role.Arn]]",
                "{\"Fn::Select\": [1, {\"Fn::Split\": [\"R\", {\"Fn::GetAtt\": [\"Role\", \"Arn\"]}]}]}",
                "\"ole.Arn>\""
            },
            // Fn::Base64, Fn::Cidr
            { "!Base64 héllo", "{\"Fn::Base64\": \"h\u00e9llo\"}", "\"aMOpbGxv\"" },
            { "{'Fn::Base64': !Sub '${Name}'}", "{\"Fn::Base64\": {\"Fn::Sub\": \"${Name}\"}}", "\"YXBw\"" },
            {
                "!Cidr [10.0.7.9/24, 3, 5]",
                "{\"Fn::Cidr\": [\"10.0.7.9/24\", 3, 5]}",
                "[\"10.0.7.0/27\",\"10.0.7.32/27\",\"10.0.7.64/27\"]"
            },
            {
                "!Cidr ['2001:db8::/56', 2, 64]",
                "{\"Fn::Cidr\": [\"2001:db8::/56\", \"2\", \"64\"]}",
                "[\"2001:db8::/64\",\"2001:db8:0:1::/64\"]"
            },
            // Fn::FindInMap
            {
                "!FindInMap [Regions, !Ref AWS::Region, Zone]",
                "{\"Fn::FindInMap\": [\"Regions\", {\"Ref\": \"AWS::Region\"}, \"Zone\"]}",
                "\"west\""
            },
            {
                "!FindInMap [Regions, eu-west-1, Zones]",
                "{\"Fn::FindInMap\": [\"Regions\", \"eu-west-1\", \"Zones\"]}",
                "[\"w1\",\"w2\"]"
            },
            {
                "!FindInMap [Regions, eu-west-1, Count]",
                "{\"Fn::FindInMap\": [\"Regions\", \"eu-west-1\", \"Count\"]}",
                "3"
            },
            {
                "!FindInMap [Regions, mars, Zone, {DefaultValue: none}]",
                "{\"Fn::FindInMap\": [\"Regions\", \"mars\", \"Zone\", {\"DefaultValue\": \"none\"}]}",
                "\"none\""
            },
            // Fn::If
            { "!If [Holds, 1, 2]", "{\"Fn::If\": [\"Holds\", 1, 2]}", "1" },
            { "!If [Fails, 1, 2]", "{\"Fn::If\": [\"Fails\", 1, 2]}", "2" },
            {
                "[a, !If [Fails, b, !Ref AWS::NoValue], c]",
                "[\"a\", {\"Fn::If\": [\"Fails\", \"b\", {\"Ref\": \"AWS::NoValue\"}]}, \"c\"]",
                "[\"a\",\"c\"]"
            },
            {
                "{a: !If [Holds, !Ref AWS::NoValue, b], c: d}",
                "{\"a\": {\"Fn::If\": [\"Holds\", {\"Ref\": \"AWS::NoValue\"}, \"b\"]}, \"c\": \"d\"}",
                "{\"c\":\"d\"}"
            },
            {
                "!If [Holds, taken, !ImportValue other-stack]",
                "{\"Fn::If\": [\"Holds\", \"taken\", {\"Fn::ImportValue\": \"other-stack\"}]}",
                "\"taken\""
            },
            // Functions of what is only known once a resource is made
            { "!Base64 {Ref: Role}", "{\"Fn::Base64\": {\"Ref\": \"Role\"}}", "\"PFJvbGU+\"" },
            {
                "!Length {Fn::Split: [o, !Ref Role]}",
                "{\"Fn::Length\": {\"Fn::Split\": [\"o\", {\"Ref\": \"Role\"}]}}",
                "2"
            },
            // AWS::LanguageExtensions
            { "!Length [a, b]", "{\"Fn::Length\": [\"a\", \"b\"]}", "2" },
            {
                "!ToJsonString {a: !Ref Name, b: [1]}",
                "{\"Fn::ToJsonString\": {\"a\": {\"Ref\": \"Name\"}, \"b\": [1]}}",
                "\"{\\\"a\\\":\\\"app\\\",\\\"b\\\":[1]}\""
            },
            {
                "!ToJsonString {a: !GetAtt Role.Arn}",
                "{\"Fn::ToJsonString\": {\"a\": {\"Fn::GetAtt\": \"Role.Arn\"}}}",
                "\"{\\\"a\\\":\\\"<Role.Arn>\\\"}\""
            },
        };

    [Theory]
    [MemberData(nameof(Table))]
    public void Yaml_form_gives_the_value(string yaml, string json, string value)
    {
        var properties = Given.Properties(YamlFrame.TrimEnd() + " " + yaml, "Subject");

        Assert.Equal(value, properties["Value"]?.ToJson());
        Assert.NotEmpty(json);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void Json_form_gives_the_value(string yaml, string json, string value)
    {
        var text = JsonFrame.Replace("VALUE", json, StringComparison.Ordinal);

        var properties = Given.Properties(text, "Subject");

        Assert.Equal(value, properties["Value"]?.ToJson());
        Assert.NotEmpty(yaml);
    }

    [Theory]
    [InlineData("!Equals [a, a]", true)]
    [InlineData("!Equals [a, A]", false)]
    [InlineData("!Equals [!Ref Flag, true]", true)]
    [InlineData("!Equals [!Ref Flag, yes]", true)]
    [InlineData("!Equals [!Ref Size, 5]", true)]
    [InlineData("!Equals [!Ref Names, [a, b]]", true)]
    [InlineData("!Equals [!Join ['', !Ref Names], ab]", true)]
    [InlineData("!Equals [!Select [0, !Ref Names], a]", true)]
    [InlineData("!Equals [!FindInMap [M, a, b], c]", true)]
    [InlineData("!Not [!Equals [a, a]]", false)]
    [InlineData("!And [!Equals [a, a], !Condition Always]", true)]
    [InlineData("!And [!Equals [a, b], !Condition Always]", false)]
    [InlineData("!Or [!Equals [a, b], {Condition: Always}]", true)]
    [InlineData("!Or [!Equals [a, b], !Not [!Condition Always]]", false)]
    [InlineData("{'Fn::And': [{Condition: Always}, {'Fn::Equals': [!Ref 'AWS::Region', eu-west-1]}]}", true)]
    [InlineData("!Condition Always", true)]
    public void Condition_decides_whether_the_resource_is_declared(string condition, bool holds)
    {
        var stack = Given.SoundStack(
            $$"""
            Parameters:
              Flag: {Type: String, Default: true}
              Size: {Type: Number, Default: 5}
              Names: {Type: CommaDelimitedList, Default: 'a,b'}
            Mappings: {M: {a: {b: c} } }
            Conditions:
              Subject: {{condition}}
              Always: !Equals [a, a]
            Resources:
              Conditional: {Type: AWS::IAM::Role, Condition: Subject}
              Other: {Type: AWS::IAM::Role}
            """
        );

        Assert.Equal(holds, stack.Resources.Any(resource => resource.LogicalId == "Conditional"));
    }
}
