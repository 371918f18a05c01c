namespace Lanyard.Templates.Tests;

public sealed class PropertyReaderTests
{
    private const string Template = """
        Resources:
          Subject:
            Type: AWS::IAM::Role
            Properties:
              Name: app
              Number: '12'
              Plain: 12
              Flag: 'true'
              Off: false
              One: single
              Many: [a, 1]
              Map: {Inner: {Deep: x}}
              Mixed: [a, {b: c}]
              Entries: [{Key: k1}, {Key: k2}]
              Json: '{"Version": "2012-10-17", "Statement": [{"Effect": true, "N": 1.5, "X": null, "F": false}]}'
              Broken: '{"Version": '
              Surrogate: '{"Version": "\ud800"}'
              Listed: '[]'
              Policyname: x
        """;

    private readonly PropertyReader _reader = new(Given.Properties(Template, "Subject"), "`Subject` (AWS::IAM::Role)");

    private string[] Faults => [.. _reader.Faults.Select(fault => $"{fault.Code} {fault}")];

    [Fact]
    public void Texts_are_read_from_any_scalar()
    {
        Assert.Equal("app", _reader.RequireString("Name"));
        Assert.Equal("12", _reader.OptionalString("Plain"));
        Assert.Equal("false", _reader.OptionalString("Off"));
        Assert.Equal("x", _reader.RequireString("Map.Inner.Deep"));
        Assert.Null(_reader.OptionalString("Missing"));
        Assert.Empty(Faults);
    }

    [Fact]
    public void Numbers_and_booleans_are_read_from_texts_too()
    {
        Assert.Equal(12, _reader.OptionalInteger("Number"));
        Assert.Equal(12, _reader.OptionalInteger("Plain"));
        Assert.Null(_reader.OptionalInteger("Missing"));
        Assert.True(_reader.OptionalBoolean("Flag"));
        Assert.False(_reader.OptionalBoolean("Off"));
        Assert.Null(_reader.OptionalBoolean("Missing"));
        Assert.Empty(Faults);
    }

    [Fact]
    public void Lists_of_texts_are_read_from_a_single_text_too()
    {
        Assert.Equal(["single"], _reader.OptionalStrings("One"));
        Assert.Equal(["a", "1"], _reader.OptionalStrings("Many"));
        Assert.Empty(_reader.OptionalStrings("Missing"));
        Assert.Empty(Faults);
    }

    [Fact]
    public void Maps_and_lists_are_read_as_they_are()
    {
        Assert.Equal("""{"Inner":{"Deep":"x"}}""", _reader.RequireMap("Map").ToJson());
        Assert.Null(_reader.OptionalMap("Missing"));
        Assert.Equal(2, _reader.OptionalList("Many")!.Items.Count);
        Assert.Null(_reader.OptionalList("Missing"));
        Assert.Empty(Faults);
    }

    [Fact]
    public void Documents_are_read_from_maps_and_from_json_texts()
    {
        Assert.Equal("""{"Inner":{"Deep":"x"}}""", _reader.RequireDocument("Map").ToJson());
        var document = _reader.RequireDocument("Json");
        Assert.Equal(
            """{"Version":"2012-10-17","Statement":[{"Effect":true,"N":1.5,"X":null,"F":false}]}""",
            document.ToJson()
        );
        Assert.Equal("template.yaml:15:13", document.LocationOf("Statement[0].Effect").ToString());
        Assert.Empty(Faults);
    }

    [Fact]
    public void Every_missing_property_is_a_fault_of_its_owner()
    {
        Assert.Equal("", _reader.RequireString("PolicyName"));
        Assert.Equal("{}", _reader.RequireMap("Nowhere").ToJson());
        Assert.Equal("{}", _reader.RequireDocument("Map.Other").ToJson());

        Assert.Equal(
            [
                "MissingProperty template.yaml:5:7: `Subject` (AWS::IAM::Role) lacks the property `PolicyName` (did you mean `Policyname`?)",
                "MissingProperty template.yaml:5:7: `Subject` (AWS::IAM::Role) lacks the property `Nowhere`",
                "MissingProperty template.yaml:12:12: `Subject` (AWS::IAM::Role) lacks the property `Map.Other`",
            ],
            Faults
        );
    }

    [Fact]
    public void Every_value_of_the_wrong_type_is_a_fault_at_its_place()
    {
        Assert.Equal("", _reader.RequireString("Many"));
        Assert.Null(_reader.OptionalInteger("Name"));
        Assert.Null(_reader.OptionalInteger("Off"));
        Assert.Null(_reader.OptionalBoolean("Name"));
        Assert.Empty(_reader.OptionalStrings("Mixed"));
        Assert.Equal("{}", _reader.RequireMap("Name").ToJson());
        Assert.Null(_reader.OptionalList("Map"));
        Assert.Equal("{}", _reader.RequireDocument("Broken").ToJson());
        Assert.Null(_reader.OptionalDocument("Surrogate"));
        Assert.Null(_reader.OptionalDocument("Listed"));
        Assert.Null(_reader.OptionalDocument("Many"));
        Assert.Single(_reader.Each("Mixed"));

        const string Document = "Object, or a text that is a JSON object, in `Subject` (AWS::IAM::Role)";
        Assert.Equal(
            [
                "11:13: Value of property Many must be of type String, in `Subject` (AWS::IAM::Role)",
                "5:13: Value of property Name must be of type Integer, in `Subject` (AWS::IAM::Role)",
                "9:12: Value of property Off must be of type Integer, in `Subject` (AWS::IAM::Role)",
                "5:13: Value of property Name must be of type Boolean, in `Subject` (AWS::IAM::Role)",
                "13:14: Value of property Mixed must be of type List of String, in `Subject` (AWS::IAM::Role)",
                "5:13: Value of property Name must be of type Object, in `Subject` (AWS::IAM::Role)",
                "12:12: Value of property Map must be of type List, in `Subject` (AWS::IAM::Role)",
                $"16:15: Value of property Broken must be of type {Document}",
                $"17:18: Value of property Surrogate must be of type {Document}",
                $"18:15: Value of property Listed must be of type {Document}",
                "11:13: Value of property Many must be of type Object, in `Subject` (AWS::IAM::Role)",
                "13:15: Value of property Mixed[0] must be of type Object, in `Subject` (AWS::IAM::Role)",
            ],
            [.. Faults.Select(fault => fault.Replace("WrongPropertyType template.yaml:", "", StringComparison.Ordinal))]
        );
    }

    [Fact]
    public void Readers_of_a_list_share_the_faults()
    {
        var entries = _reader.Each("Entries");

        Assert.Equal(["k1", "k2"], [.. entries.Select(entry => entry.RequireString("Key"))]);
        entries[1].RequireString("Value");
        Assert.Equal(
            ["MissingProperty template.yaml:14:28: `Subject` (AWS::IAM::Role) lacks the property `Value`"],
            Faults
        );
        Assert.Empty(_reader.Each("Missing"));
    }

    [Fact]
    public void Maker_can_add_faults_of_its_own()
    {
        _reader.Refuse(TemplateFaultCode.WrongPropertyType, "Many[1]", "no such thing", "try another");

        Assert.Equal(["WrongPropertyType template.yaml:11:17: no such thing (try another)"], Faults);
        Assert.Equal("`Subject` (AWS::IAM::Role)", _reader.Owner);
    }

    [Fact]
    public void Properties_that_were_not_read_are_known()
    {
        _reader.RequireString("Name");
        _reader.OptionalString("Map.Inner.Deep");
        _reader.Each("Entries");

        var unread = _reader.Unread.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);

        Assert.Contains("Policyname", unread);
        Assert.DoesNotContain("Name", unread);
        Assert.DoesNotContain("Map", unread);
        Assert.DoesNotContain("Entries", unread);
    }
}
