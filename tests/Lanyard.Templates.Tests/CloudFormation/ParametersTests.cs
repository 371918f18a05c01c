namespace Lanyard.Templates.Tests.CloudFormation;

public sealed class ParametersTests
{
    private const string Template = """
        Parameters:
          Fault:
            Type: String
            Default: none
            AllowedValues: [none, task-role, secret]
            Description: what goes wrong
          Name: {Type: String, AllowedPattern: '[a-z]+', MinLength: 2, MaxLength: 5, Default: app}
          Size: {Type: Number, MinValue: 1, MaxValue: 10, Default: 5}
          Worded: {Type: String, AllowedPattern: 'x+', ConstraintDescription: only x, Default: x}
          Names: {Type: CommaDelimitedList, AllowedPattern: '[a-z]+', Default: 'a, b'}
          Sizes: {Type: List<Number>, AllowedValues: [1, 2], Default: '1'}
          Subnets: {Type: 'List<AWS::EC2::Subnet::Id>', Default: 'subnet-1,subnet-2'}
          Secret: {Type: String, NoEcho: true, Default: x}
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              Path: !Ref Fault
              Tags: [!Ref Names, !Ref Sizes, !Ref Subnets, !Ref Size]
        """;

    [Fact]
    public void Defaults_hold_where_no_value_is_given()
    {
        var properties = Given.Properties(Template, "Role");

        Assert.Equal("""{"Path":"none","Tags":[["a","b"],["1"],["subnet-1","subnet-2"],"5"]}""", properties.ToJson());
    }

    [Fact]
    public void Given_values_go_before_defaults()
    {
        var properties = Given.Properties(Template, "Role", ("Fault", "secret"), ("Names", " x ,y"), ("Size", "1e0"));

        Assert.Equal(
            """{"Path":"secret","Tags":[["x","y"],["1"],["subnet-1","subnet-2"],"1e0"]}""",
            properties.ToJson()
        );
    }

    [Theory]
    [InlineData(
        "Fault",
        "task_role",
        "2:3: Parameter 'Fault' must be one of AllowedValues (one of none, task-role, secret)"
    )]
    [InlineData("Name", "a", "7:3: Parameter 'Name' must contain at least 2 characters")]
    [InlineData("Name", "abcdef", "7:3: Parameter 'Name' must contain at most 5 characters")]
    [InlineData("Name", "aB", "7:3: Parameter 'Name' must match pattern [a-z]+")]
    [InlineData("Name", "ab\n", "7:3: Parameter 'Name' must match pattern [a-z]+")]
    [InlineData("Size", "many", "8:3: Parameter 'Size' must be a number")]
    [InlineData("Size", "0", "8:3: Parameter 'Size' must be a number not less than 1")]
    [InlineData("Size", "10.5", "8:3: Parameter 'Size' must be a number not greater than 10")]
    [InlineData("Worded", "y", "9:3: Parameter 'Worded' failed to satisfy constraint: only x")]
    [InlineData("Names", "a,B", "10:3: Parameter 'Names' must match pattern [a-z]+")]
    [InlineData("Sizes", "1,3", "11:3: Parameter 'Sizes' must be one of AllowedValues (one of 1, 2)")]
    public void Value_that_breaks_a_constraint_is_refused(string name, string value, string fault) =>
        Assert.Equal([$"RefusedParameter template.yaml:{fault}"], Given.Faults(Template, (name, value)));

    [Fact]
    public void Missing_values_are_refused_where_the_parameters_are_declared()
    {
        var faults = Given.Faults(
            """
            Parameters:
              Stage: {Type: String}
              Unused: {Type: Number}
            Resources:
              Role: {Type: AWS::IAM::Role, Properties: {Path: !Ref Stage}}
            """
        );

        Assert.Equal(
            [
                "MissingParameter template.yaml:2:3: Parameters: [Stage] must have values (give one with --parameter Stage=VALUE)",
                "MissingParameter template.yaml:3:3: Parameters: [Unused] must have values (give one with --parameter Unused=VALUE)",
            ],
            faults
        );
    }

    [Fact]
    public void Unknown_parameters_are_refused_with_the_name_that_was_meant()
    {
        var faults = Given.Faults(Template, ("fault", "secret"), ("Fualt", "secret"), ("Colour", "red"));

        Assert.Equal(
            [
                "UnknownParameter --parameter Colour: Parameters: [Colour] do not exist in the template",
                "UnknownParameter --parameter Fualt: Parameters: [Fualt] do not exist in the template (did you mean `Fault`?)",
                "UnknownParameter --parameter fault: Parameters: [fault] do not exist in the template (did you mean `Fault`?)",
            ],
            faults
        );
    }

    [Fact]
    public void Refused_value_of_a_hidden_parameter_is_not_shown()
    {
        var faults = Given.Faults(
            """
            Parameters: {Password: {Type: String, NoEcho: true, MinLength: 12}}
            Resources: {Role: {Type: AWS::IAM::Role}}
            """,
            ("Password", "hunter2")
        );

        Assert.DoesNotContain("hunter2", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Pattern_that_is_no_regular_expression_is_refused()
    {
        var faults = Given.Faults(
            """
            Parameters: {Name: {Type: String, AllowedPattern: '[a', Default: x}}
            Resources: {Role: {Type: AWS::IAM::Role}}
            """
        );

        Assert.Equal(
            [
                "InvalidDeclaration template.yaml:1:14: the AllowedPattern of the parameter `Name` is not a regular expression",
            ],
            faults
        );
    }

    [Fact]
    public void Pattern_that_looks_ahead_is_understood()
    {
        var text = """
            Parameters: {Name: {Type: String, AllowedPattern: '(?!aws)[a-z]+', Default: app}}
            Resources: {Role: {Type: AWS::IAM::Role}}
            """;

        Assert.Empty(Given.Faults(text));
        Assert.Single(Given.Faults(text, ("Name", "awsome")));
    }

    [Fact]
    public void Pattern_that_takes_too_long_refuses_the_value()
    {
        var faults = Given.Faults(
            """
            Parameters:
              A: {Type: String, AllowedPattern: '(?=x)(x+x+)+y', Default: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx}
              B: {Type: String, AllowedPattern: '(?=x)(x+x+)+y', Default: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx}
            Resources: {Role: {Type: AWS::IAM::Role}}
            """
        );

        Assert.Equal(2, faults.Length);
    }

    [Fact]
    public void Reference_to_a_parameter_with_a_refused_value_adds_no_fault_of_its_own()
    {
        var faults = Given.Faults(Template, ("Fault", "bogus"));

        Assert.Single(faults);
    }

    [Fact]
    public void Declarations_can_be_listed()
    {
        var template = Given.Template("Description: the sample\n" + Template);

        Assert.Equal("the sample", template.Description);
        Assert.Equal("template.yaml", template.Path);
        Assert.Empty(template.Transforms);
        Assert.Equal(
            ["Fault", "Name", "Size", "Worded", "Names", "Sizes", "Subnets", "Secret"],
            [.. template.Parameters.Select(parameter => parameter.Name)]
        );
        Assert.Equal("what goes wrong", template.Parameters[0].Description);
        Assert.True(template.Parameters[^1].NoEcho);
    }

    [Fact]
    public void Unused_parameter_that_stands_for_an_ssm_value_does_no_harm()
    {
        var faults = Given.Faults(
            """
            Parameters: {BootstrapVersion: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /cdk-bootstrap/version}}
            Resources: {Role: {Type: AWS::IAM::Role}}
            Rules:
              CheckBootstrapVersion:
                Assertions: [{Assert: {Fn::Not: [{Fn::Contains: [['1'], {Ref: BootstrapVersion}]}]}}]
            """
        );

        Assert.Empty(faults);
    }
}
