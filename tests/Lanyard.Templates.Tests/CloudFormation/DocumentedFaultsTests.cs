namespace Lanyard.Templates.Tests.CloudFormation;

/// <summary>One test for each documented failure, with its exact place.</summary>
public sealed class DocumentedFaultsTests
{
    [Fact]
    public void Template_over_the_size_limit_is_refused()
    {
        var faults = Given.Faults("Description: '" + new string('x', 1_000_000) + "'\nResources: {}");

        Assert.Equal(["TooLarge template.yaml:1:1: Template may not exceed 1000000 bytes in size."], faults);
    }

    [Fact]
    public void Text_that_is_not_yaml_is_refused_at_the_place_where_it_breaks()
    {
        var faults = Given.Faults(
            """
            Resources:
              Role:
                Type: AWS::IAM::Role
               Properties: {}
            """
        );

        var fault = Assert.Single(faults);
        Assert.StartsWith(
            "NotWellFormed template.yaml:4:4: Template format error: YAML not well-formed: ",
            fault,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Text_that_is_not_json_is_refused_at_the_place_where_it_breaks()
    {
        var faults = Given.Faults(
            """
            {
              "Résumé": "é",
              "Resources": {"é": 1,}
            }
            """
        );

        var fault = Assert.Single(faults);
        Assert.StartsWith(
            "NotWellFormed template.yaml:3:24: Template format error: JSON not well-formed: ",
            fault,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Json_that_ends_too_early_is_refused_at_its_end()
    {
        var fault = Assert.Single(Given.Faults("{\"Resources\":\n {\"A\": 1"));

        Assert.StartsWith("NotWellFormed template.yaml:2:9: ", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_refused()
    {
        var fault = Assert.Single(Given.Faults("{\"Resources\": {\"A\": {\"Type\": \"\\ud800\"}}}"));

        Assert.StartsWith("NotWellFormed template.yaml:1:30: ", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a comment\n")]
    public void Empty_file_is_refused(string text) =>
        Assert.Equal(["NotWellFormed template.yaml:1:1: the file is empty"], Given.Faults(text));

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        var faults = Given.Faults("Resources: " + new string('[', 200));

        Assert.Equal(["TooDeep template.yaml:1:111: lists and maps are nested more than 100 deep"], faults);
    }

    [Fact]
    public void Every_repeated_key_is_refused_with_the_line_of_the_first()
    {
        var faults = Given.Faults(
            """
            Resources:
              Role:
                Type: AWS::IAM::Role
                Type: AWS::IAM::Role
              Role:
                Type: AWS::IAM::Role
            """
        );

        Assert.Equal(
            [
                "DuplicateKey template.yaml:4:5: the key `Type` is given twice (it is first given on line 3)",
                "DuplicateKey template.yaml:5:3: the key `Role` is given twice (it is first given on line 2)",
            ],
            faults
        );
    }

    [Fact]
    public void Repeated_key_in_json_is_refused()
    {
        var faults = Given.Faults("{\"Resources\": {\"A\": {\"Type\": \"x\",\n \"Type\": \"x\"}}}");

        Assert.Equal(
            ["DuplicateKey template.yaml:2:2: the key `Type` is given twice (it is first given on line 1)"],
            faults
        );
    }

    [Fact]
    public void Yaml_that_CloudFormation_does_not_read_is_refused()
    {
        var faults = Given.Faults(
            """
            Metadata:
              Shared: &shared {a: b}
              Merged:
                <<: {a: b}
              Typed: !!timestamp 2012-10-17
              ? [a, b]
              : c
            Resources:
              Role:
                Type: AWS::IAM::Role
                Properties: *shared
            ---
            Resources: {}
            """
        );

        Assert.Equal(
            [
                "UnsupportedYaml template.yaml:4:5: YAML merges (`<<`) are not allowed in CloudFormation templates (`aws cloudformation package` writes them out)",
                "UnsupportedYaml template.yaml:5:10: CloudFormation does not read the YAML tag `tag:yaml.org,2002:timestamp`",
                "UnsupportedYaml template.yaml:6:5: a key must be a text",
                "UnsupportedYaml template.yaml:11:17: Template error: YAML aliases are not allowed in CloudFormation templates (`aws cloudformation package` writes them out)",
                "UnsupportedYaml template.yaml:12:1: a template is a single YAML document (remove all from this `---` on)",
            ],
            faults
        );
    }

    [Fact]
    public void Null_is_refused_with_its_path()
    {
        var faults = Given.Faults(
            """
            Metadata: {Anything: ~}
            Resources:
              Role:
                Type: AWS::IAM::Role
                Metadata:
                Properties:
                  Description: !If [C, null, ~]
                  Tags: [{Key: a, Value: }]
                  Path:
            Conditions: {C: !Equals [a, b]}
            """
        );

        Assert.Equal(
            [
                "NullValue template.yaml:7:28: Template format error: [/Resources/Role/Properties/Description/Fn::If/1] 'null' values are not allowed in templates",
                "NullValue template.yaml:7:34: Template format error: [/Resources/Role/Properties/Description/Fn::If/2] 'null' values are not allowed in templates",
                "NullValue template.yaml:8:30: Template format error: [/Resources/Role/Properties/Tags/0/Value] 'null' values are not allowed in templates",
                "NullValue template.yaml:9:12: Template format error: [/Resources/Role/Properties/Path] 'null' values are not allowed in templates",
            ],
            faults
        );
    }

    [Theory]
    [InlineData("just a text")]
    [InlineData("- a list")]
    public void Document_that_is_no_map_is_refused(string text) =>
        Assert.Equal(
            [
                "NotATemplate template.yaml:1:1: Template format error: unsupported structure. (a template is a map with a Resources section)",
            ],
            Given.Faults(text)
        );

    [Theory]
    [InlineData("Description: no resources", 1)]
    [InlineData("Description: none\nResources: {}", 2)]
    public void Template_without_resources_is_refused(string text, int line) =>
        Assert.Equal(
            [
                $"NotATemplate template.yaml:{line}:1: Template format error: At least one Resources member must be defined.",
            ],
            Given.Faults(text)
        );

    [Fact]
    public void Unknown_section_is_refused_with_the_name_that_was_meant()
    {
        var faults = Given.Faults("Parameter: {}\nresources: {}\nResources: {A: {Type: AWS::IAM::Role}}");

        Assert.Equal(
            [
                "UnknownSection template.yaml:1:1: Template format error: Invalid template property or properties [Parameter] (did you mean `Parameters`?)",
                "UnknownSection template.yaml:2:1: Template format error: Invalid template property or properties [resources] (did you mean `Resources`?)",
            ],
            faults
        );
    }

    [Fact]
    public void Unknown_function_is_refused_with_the_name_that_was_meant()
    {
        var faults = Given.Faults(
            """
            Resources:
              Queue:
                Type: AWS::SQS::Queue
                Properties:
                  QueueName: !sub '${AWS::StackName}'
                  Other: {Fn::Jion: ['', [a]]}
                  Third: !Frobnicate {a: b}
            """
        );

        Assert.Equal(
            [
                "UnknownIntrinsic template.yaml:5:18: Template error: CloudFormation has no function `!sub` (did you mean `!Sub`?)",
                "UnknownIntrinsic template.yaml:6:15: Template error: CloudFormation has no function `Fn::Jion` (did you mean `Fn::Join`?)",
                "UnknownIntrinsic template.yaml:7:14: Template error: CloudFormation has no function `!Frobnicate`",
            ],
            faults
        );
    }

    [Fact]
    public void Unresolved_references_are_refused_wherever_they_are()
    {
        var faults = Given.Faults(
            """
            Parameters: {Stage: {Type: String, Default: x}}
            Conditions:
              C: !Equals [!Ref Role, a]
            Resources:
              Role:
                Type: AWS::IAM::Role
                DependsOn: [Missing, Rolle]
              Queue:
                Type: AWS::SQS::Queue
                DependsOn: role
                Properties:
                  A: !Ref stage
                  B: !GetAtt role.Arn
                  C: {Fn::GetAtt: [Nothing, Arn]}
                  D: !Sub '${Rol}-${AWS::Regoin}-${role.Arn}'
                  E: !Sub ['${aws:username}-${Known}', {Known: !Ref Unknown}]
            Outputs:
              Out: {Value: !Ref Stag, Export: {Name: !Ref Neither}}
            """
        );

        const string InResources = "in the Resources block of the template";
        Assert.Equal(
            [
                "UnresolvedReference template.yaml:3:15: Template format error: Unresolved resource dependencies [Role] in the Conditions block of the template (a condition cannot refer to a resource)",
                $"UnresolvedReference template.yaml:7:17: Template format error: Unresolved resource dependencies [Missing] {InResources}",
                $"UnresolvedReference template.yaml:7:26: Template format error: Unresolved resource dependencies [Rolle] {InResources} (did you mean `Role`?)",
                $"UnresolvedReference template.yaml:10:16: Template format error: Unresolved resource dependencies [role] {InResources} (did you mean `Role`?)",
                $"UnresolvedReference template.yaml:12:10: Template format error: Unresolved resource dependencies [stage] {InResources} (did you mean `Stage`?)",
                "UnresolvedReference template.yaml:13:10: Template error: instance of Fn::GetAtt references undefined resource role (did you mean `Role`?)",
                "UnresolvedReference template.yaml:14:24: Template error: instance of Fn::GetAtt references undefined resource Nothing",
                $"UnresolvedReference template.yaml:15:10: Template format error: Unresolved resource dependencies [Rol] {InResources} (did you mean `Role`?)",
                $"UnresolvedReference template.yaml:15:10: Template format error: Unresolved resource dependencies [AWS::Regoin] {InResources} (did you mean `AWS::Region`?)",
                $"UnresolvedReference template.yaml:15:10: Template format error: Unresolved resource dependencies [role] {InResources} (did you mean `Role`?)",
                "UnresolvedReference template.yaml:16:16: Template error: variable aws:username in Fn::Sub expression does not resolve (write `${!aws:username}` to keep it as it is, for IAM)",
                $"UnresolvedReference template.yaml:16:52: Template format error: Unresolved resource dependencies [Unknown] {InResources}",
                "UnresolvedReference template.yaml:18:16: Template format error: Unresolved resource dependencies [Stag] in the Outputs block of the template (did you mean `Stage`?)",
                "UnresolvedReference template.yaml:18:42: Template format error: Unresolved resource dependencies [Neither] in the Outputs block of the template",
            ],
            faults
        );
    }

    [Fact]
    public void Reference_to_a_resource_whose_condition_does_not_hold_is_refused()
    {
        var faults = Given.Faults(
            """
            Conditions: {Never: !Equals [a, b]}
            Resources:
              Role: {Type: AWS::IAM::Role, Condition: Never}
              Policy:
                Type: AWS::IAM::Policy
                DependsOn: Role
                Properties:
                  Roles: [!Ref Role]
            """
        );

        Assert.Equal(
            [
                "UnresolvedReference template.yaml:8:15: Template format error: Unresolved resource dependencies [Role] in the Resources block of the template (the condition `Never` of `Role` does not hold)",
            ],
            faults
        );
    }

    [Fact]
    public void Attribute_that_the_type_does_not_have_is_refused()
    {
        var faults = Given.Faults(
            """
            Resources:
              Role: {Type: AWS::IAM::Role}
              BucketPolicy: {Type: AWS::S3::BucketPolicy}
              Parameter:
                Type: AWS::SSM::Parameter
                Properties:
                  Name: !GetAtt Role.arn
                  Value: !GetAtt Role.Bogus
                  Description: !Sub '${BucketPolicy.Arn}'
            """
        );

        Assert.Equal(
            [
                "UnknownAttribute template.yaml:7:13: Template error: resource Role does not support attribute type arn in Fn::GetAtt (did you mean `Arn`?)",
                "UnknownAttribute template.yaml:8:14: Template error: resource Role does not support attribute type Bogus in Fn::GetAtt (AWS::IAM::Role has Arn, RoleId)",
                "UnknownAttribute template.yaml:9:20: Template error: resource BucketPolicy does not support attribute type Arn in Fn::GetAtt (AWS::S3::BucketPolicy has none)",
            ],
            faults
        );
    }

    [Fact]
    public void Unknown_condition_is_refused_wherever_it_is_named()
    {
        var faults = Given.Faults(
            """
            Conditions:
              Prod: !Equals [a, b]
              Both: !And [!Condition prod, !Condition Prod]
            Resources:
              Role:
                Type: AWS::IAM::Role
                Condition: Pord
                Properties:
                  Path: !If [Other, a, b]
            Outputs:
              Out: {Condition: Nope, Value: a}
            """
        );

        Assert.Equal(
            [
                "UnknownCondition template.yaml:3:15: Template format error: Unresolved condition dependency prod in the Conditions block of the template (did you mean `Prod`?)",
                "UnknownCondition template.yaml:7:16: Template format error: Unresolved condition dependency Pord in the Resources block of the template (did you mean `Prod`?)",
                "UnknownCondition template.yaml:9:18: Template format error: Unresolved condition dependency Other in the Resources block of the template",
                "UnknownCondition template.yaml:11:20: Template format error: Unresolved condition dependency Nope in the Outputs block of the template",
            ],
            faults
        );
    }

    [Fact]
    public void Unknown_mapping_is_refused()
    {
        var faults = Given.Faults(
            """
            Mappings: {Regions: {a: {b: c}}}
            Resources:
              Queue:
                Type: AWS::SQS::Queue
                Properties: {Name: !FindInMap [regions, a, b]}
            """
        );

        Assert.Equal(
            [
                "UnknownMapping template.yaml:5:36: Template error: Mapping named 'regions' is not present in the 'Mappings' section of template. (did you mean `Regions`?)",
            ],
            faults
        );
    }

    [Fact]
    public void Unknown_key_of_a_mapping_is_refused()
    {
        var faults = Given.Faults(
            """
            Mappings: {Regions: {west: {Zone: c}}}
            Resources:
              Role:
                Type: AWS::IAM::Role
                Properties:
                  Path: !FindInMap [Regions, !Sub 'West', Zone]
                  RoleName: !FindInMap [Regions, west, Zones]
                  Description: !FindInMap [!Ref AWS::Region, a, b]
            """
        );

        Assert.Equal(
            [
                "UnknownMapping template.yaml:6:13: Template error: Unable to get mapping for Regions::West::Zone (did you mean `west`?)",
                "UnknownMapping template.yaml:7:17: Template error: Unable to get mapping for Regions::west::Zones (did you mean `Zone`?)",
                "UnknownMapping template.yaml:8:20: Template error: Unable to get mapping for eu-west-1::a::b",
            ],
            faults
        );
    }

    [Fact]
    public void Resources_that_wait_for_each_other_are_refused()
    {
        var faults = Given.Faults(
            """
            Resources:
              First:
                Type: AWS::IAM::Role
                Properties: {Path: !GetAtt Second.Arn}
              Second:
                Type: AWS::IAM::Role
                DependsOn: Third
              Third:
                Type: AWS::SQS::Queue
                Properties: {Name: !Sub '${First}'}
              Itself:
                Type: AWS::IAM::Role
                Properties: {Path: !Ref Itself}
            """
        );

        Assert.Equal(
            [
                "CircularDependency template.yaml:4:24: Circular dependency between resources: [First, Second, Third] (First → Second → Third → First)",
                "CircularDependency template.yaml:13:24: Circular dependency between resources: [Itself] (Itself → Itself)",
            ],
            faults
        );
    }

    [Fact]
    public void Conditions_made_of_each_other_are_refused()
    {
        var faults = Given.Faults(
            """
            Conditions:
              A: !Not [!Condition B]
              B: !Or [!Condition A, {Condition: A}]
            Resources: {Role: {Type: AWS::IAM::Role}}
            """
        );

        Assert.Equal(
            [
                "CircularCondition template.yaml:2:3: Template error: Found circular condition dependency between A and B",
            ],
            [.. faults.Distinct(StringComparer.Ordinal)]
        );
    }

    [Fact]
    public void Value_that_only_AWS_knows_is_refused_where_a_made_resource_needs_it()
    {
        var faults = Given.Faults(
            """
            Parameters:
              Ami: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /aws/ami}
              Password: {Type: String, Default: '{{resolve:ssm-secure:p}}', NoEcho: true}
            Resources:
              Parameter:
                Type: AWS::SSM::Parameter
                Properties:
                  A: !ImportValue network-vpc
                  B: !ImportValue {Fn::Sub: '${AWS::StackName}-vpc'}
                  C: !Select [0, !GetAZs '']
                  D: {Fn::Transform: {Name: AWS::Include}}
                  E: {Fn::Transform: {Name: Macro}, Other: a}
                  F: '{{resolve:secretsmanager:app:SecretString:password}}'
                  G: !Sub 'x-{{resolve:ssm:p}}-${AWS::Region}'
                  H: !Ref Ami
                  I: !Sub '${Password}'
                  J: {Fn::ForEach::Loop: [x, [a], {a: b}]}
                  K: {Fn::ForEach::Loop: [x, [a], {a: b}], c: d}
                  L: !Join ['', ['{{resolve', ':ssm:p}}']]
            """
        );

        const string Processed =
            "(give the template as CloudFormation processed it (`aws cloudformation get-template --template-stage Processed`))";
        const string Dynamic =
            "dynamic references (`{{resolve:…}}`) are only resolved inside AWS (make it a parameter, or let the task read it through the container's Secrets)";
        Assert.Equal(
            [
                "CannotResolve template.yaml:8:10: Fn::ImportValue: the export `network-vpc` belongs to another stack and cannot be resolved here (make it a parameter)",
                "CannotResolve template.yaml:9:10: Fn::ImportValue: the export `receipts-vpc` belongs to another stack and cannot be resolved here (make it a parameter)",
                "CannotResolve template.yaml:10:22: Fn::GetAZs: the availability zones of an account are only known inside AWS (make them a parameter)",
                $"CannotResolve template.yaml:11:11: `Fn::Transform` is a macro that is only run inside AWS {Processed}",
                $"CannotResolve template.yaml:12:11: `Fn::Transform` is a macro that is only run inside AWS {Processed}",
                $"CannotResolve template.yaml:13:10: {Dynamic}",
                $"CannotResolve template.yaml:14:10: {Dynamic}",
                "CannotResolve template.yaml:15:10: the parameter `Ami` stands for the value of an SSM parameter, which is only known inside AWS (declare `Ami` as a String and give the value with --parameter)",
                $"CannotResolve template.yaml:16:10: {Dynamic}",
                $"CannotResolve template.yaml:17:11: `Fn::ForEach::Loop` is a loop that is only written out inside AWS {Processed}",
                $"CannotResolve template.yaml:18:11: `Fn::ForEach::Loop` is a loop that is only written out inside AWS {Processed}",
                $"CannotResolve template.yaml:19:10: {Dynamic}",
            ],
            faults
        );
    }

    [Fact]
    public void Functions_of_what_cannot_be_resolved_add_no_faults_of_their_own()
    {
        var faults = Given.Faults(
            """
            Transform: AWS::LanguageExtensions
            Mappings: {M: {Fn::Transform: {Name: AWS::Include}}, N: {a: {b: c}}}
            Resources:
              Role: {Type: AWS::IAM::Role}
              Parameter:
                Type: AWS::SSM::Parameter
                Properties:
                  A: !GetAtt [Role, !ImportValue x]
                  B: !FindInMap [N, !ImportValue x, b]
                  C: !Cidr [!ImportValue x, 1, 8]
                  D: !Base64 {Fn::ImportValue: x}
                  E: !Length {Fn::ImportValue: x}
                  F: !FindInMap [M, a, b]
                  G: !ImportValue {Fn::ImportValue: x}
            """
        );

        Assert.Equal(
            ["2:16", "8:25", "9:25", "10:17", "11:19", "12:19", "14:10", "14:24"],
            [.. faults.Select(fault => string.Join(':', fault.Split(':')[1..3]))]
        );
        Assert.All(faults, fault => Assert.StartsWith("CannotResolve", fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Resources_that_a_macro_would_add_are_refused()
    {
        var faults = Given.Faults(
            """
            Resources:
              Fn::ForEach::Roles: [x, [a], {a: b}]
              Fn::Transform: {Name: AWS::Include}
              Role: {Type: AWS::IAM::Role}
            Mappings:
              Fn::Transform: {Name: AWS::Include}
            """
        );

        Assert.Equal(
            ["CannotResolve template.yaml:2:3", "CannotResolve template.yaml:3:3", "CannotResolve template.yaml:6:3"],
            [.. faults.Select(fault => fault[..fault.IndexOf(": ", StringComparison.Ordinal)])]
        );
    }

    [Fact]
    public void Made_resource_that_refers_to_one_that_is_not_made_is_refused_with_both_names()
    {
        var faults = Given.Faults(
            """
            Resources:
              Queue: {Type: AWS::SQS::Queue}
              Role:
                Type: AWS::IAM::Role
                DependsOn: Queue
                Properties:
                  Path: !GetAtt Queue.Arn
            """
        );

        Assert.Equal(
            [
                "ReferenceToUnmade template.yaml:7:13: `Role` (AWS::IAM::Role) refers to `Queue` (AWS::SQS::Queue), a type that Lanyard does not make",
            ],
            faults
        );
    }

    [Fact]
    public void Functions_with_wrong_arguments_are_refused()
    {
        var faults = Given.Faults(
            """
            Conditions:
              Wrong: true
              Few: !And [!Condition Wrong]
              Two: !Equals [a]
              One: !Not [a, b]
            Transform: AWS::LanguageExtensions
            Resources:
              Role: {Type: AWS::IAM::Role}
              Parameter:
                Type: AWS::SSM::Parameter
                Properties:
                  A: !Ref [a]
                  B: !GetAtt Role
                  C: !GetAtt [Role, {a: b}]
                  D: !Sub [a]
                  E: !Join [a, b]
                  F: !Split ['', a]
                  G: !Split [',', [a]]
                  H: !Select [a, [b]]
                  I: !Select [a]
                  J: !If [Two, b]
                  K: !Base64 [a]
                  L: !FindInMap [!Ref AWS::Region]
                  M: !FindInMap [!Ref AWS::Region, [a], b]
                  N: !Cidr [10.0.0.0/16, 1]
                  O: !Cidr [10.0.0.0, 1, 8]
                  P: !Length text
                  Q: !ToJsonString text
                  R: !Equals [a, b]
                  S: {Fn::Sub: a, Other: b}
                  T: !Contains [[a], a]
                  U: !Join text
                  V: !Cidr [10.0.0.0/16, 257, 8]
            """
        );

        Assert.Equal(
            [
                "2:10 a condition is made of Fn::And, Fn::Or, Fn::Not, Fn::Equals or Condition",
                "3:8 Fn::And takes a list of 2 to 10 operands",
                "4:8 Fn::Equals takes a list of 2 operands",
                "5:8 Fn::Not takes a list of 1 condition",
                "12:10 Ref takes the name of a parameter or a resource",
                "13:10 Fn::GetAtt takes a resource and an attribute, as in `Role.Arn` or [Role, Arn]",
                "14:10 Fn::GetAtt takes a resource and an attribute, as in `Role.Arn` or [Role, Arn]",
                "15:10 Fn::Sub takes a text, or a text and a map of its variables",
                "16:10 Fn::Join takes a delimiter and a list of texts",
                "17:10 Fn::Split takes a delimiter and a text",
                "18:10 Fn::Split takes a delimiter and a text",
                "19:10 Fn::Select takes an index and a list",
                "20:10 Fn::Select takes an index and a list",
                "21:10 Fn::If takes a condition's name and two values",
                "22:10 Fn::Base64 takes a text",
                "23:10 Fn::FindInMap takes a mapping's name, a top-level key and a second-level key",
                "24:10 Fn::FindInMap takes names that are texts",
                "25:10 Fn::Cidr takes an address block, a count from 1 to 256 and a number of host bits",
                "26:10 Fn::Cidr takes an address block, a count from 1 to 256 and a number of host bits",
                "27:10 Fn::Length takes a list",
                "28:10 Fn::ToJsonString takes a map or a list",
                "29:10 Fn::Equals gives no value that can stand here",
                "30:11 `Fn::Sub` must be the only key of its map",
                "31:10 Fn::Contains gives no value that can stand here",
                "32:10 Fn::Join takes a delimiter and a list of texts",
                "33:10 Fn::Cidr takes an address block, a count from 1 to 256 and a number of host bits",
            ],
            [
                .. faults.Select(fault =>
                    fault
                        .Replace("MalformedIntrinsic template.yaml:", "", StringComparison.Ordinal)
                        .Replace(": Template error:", "", StringComparison.Ordinal)
                ),
            ]
        );
    }

    [Fact]
    public void Functions_without_a_result_are_refused()
    {
        var faults = Given.Faults(
            """
            Parameters: {Names: {Type: CommaDelimitedList, Default: ''}}
            Resources:
              Parameter:
                Type: AWS::SSM::Parameter
                Properties:
                  A: !Select [2, [a, b]]
                  B: !Select [0, !Ref Names]
                  C: !Sub '${Names}'
                  D: !Sub '${AWS::NoValue}'
                  E: !Cidr [10.0.0.0/24, 3, 7]
                  F: !Cidr [10.0.0.0/24, 1, 9]
            """
        );

        Assert.Equal(
            [
                "IntrinsicFailed template.yaml:6:10: Template error: Fn::Select cannot select nonexistent value at index 2",
                "IntrinsicFailed template.yaml:7:10: Template error: Fn::Select cannot select nonexistent value at index 0",
                "IntrinsicFailed template.yaml:8:10: Template error: variable Names in Fn::Sub expression does not resolve to a string",
                "IntrinsicFailed template.yaml:9:10: Template error: variable AWS::NoValue in Fn::Sub expression does not resolve to a string",
                "IntrinsicFailed template.yaml:10:10: Template error: Fn::Cidr cannot make 3 blocks of 7 host bits in 10.0.0.0/24",
                "IntrinsicFailed template.yaml:11:10: Template error: Fn::Cidr cannot make 1 blocks of 9 host bits in 10.0.0.0/24",
            ],
            faults
        );
    }

    [Fact]
    public void Language_extensions_are_refused_where_the_template_does_not_ask_for_them()
    {
        var faults = Given.Faults(
            """
            Resources:
              Parameter:
                Type: AWS::SSM::Parameter
                Properties:
                  A: !Length [a]
                  B: !ToJsonString [a]
            """
        );

        const string Hint = "(write `Transform: AWS::LanguageExtensions` at the top of the template)";
        Assert.Equal(
            [
                $"MalformedIntrinsic template.yaml:5:10: Template error: Fn::Length needs the transform AWS::LanguageExtensions {Hint}",
                $"MalformedIntrinsic template.yaml:6:10: Template error: Fn::ToJsonString needs the transform AWS::LanguageExtensions {Hint}",
            ],
            faults
        );
    }

    [Fact]
    public void Declarations_of_the_wrong_shape_are_refused()
    {
        var faults = Given.Faults(
            """
            Parameters:
              NoMap: text
              NoType: {Default: a}
              Odd: {Type: Strin, Defualt: a}
              Listed: {Type: [String]}
              Bounds: {Type: String, MinLength: many, AllowedValues: a, Default: [b]}
            Mappings: {Flat: {a: b}, Text: c}
            Conditions: text
            Resources:
              my-role: {Type: AWS::IAM::Role}
              Text: text
              NoType: {Properties: {}}
              BadType: {Type: [a]}
              Empty: {Type: ''}
              Members:
                Type: AWS::IAM::Role
                Propreties: {}
                Properties: [a]
                DependsOn: {a: b}
                Condition: [a]
            Outputs:
              NoValue: {Description: d}
              Text: text
            """
        );

        Assert.Equal(
            [
                "2:10: the parameter `NoMap` must be a map with a Type",
                "3:3: Template format error: Every Parameters object must contain a Type member; `NoType` has none",
                "4:15: Template format error: Unrecognized parameter type: Strin (did you mean `String`?)",
                "4:22: Invalid template parameter property 'Defualt' (did you mean `Default`?)",
                "5:18: Template format error: Every Type member must be a string.",
                "6:37: MinLength must be a number",
                "6:58: AllowedValues must be a list of texts",
                "6:70: Template format error: Every Default member must be a string.",
                "7:22: Template format error: Every Mappings member must be a map of maps; `Flat` is not",
                "7:32: Template format error: Every Mappings member must be a map of maps; `Text` is not",
                "8:13: Template format error: [/Conditions] must be an object.",
                "10:3: Template format error: Resource name my-role is non alphanumeric.",
                "11:9: Template format error: [/Resources/Text] must be an object.",
                "12:3: Template format error: [/Resources/NoType] Every Resources object must contain a Type member.",
                "13:19: Template format error: Every Type member must be a string.",
                "14:17: Template format error: [/Resources/Empty] Every Resources object must contain a Type member.",
                "17:5: Template format error: Invalid template resource property 'Propreties' (did you mean `Properties`?)",
                "18:17: Template format error: [/Resources/Members/Properties] Properties must be an object.",
                "19:16: Template format error: DependsOn must be a string or list of strings.",
                "20:16: Template format error: Every Condition member must be a string.",
                "22:3: Template format error: Output NoValue is malformed. The Value field of every Outputs member must be specified",
                "23:3: Template format error: Output Text is malformed. The Value field of every Outputs member must be specified",
            ],
            [
                .. faults.Select(fault =>
                    fault.Replace("InvalidDeclaration template.yaml:", "", StringComparison.Ordinal)
                ),
            ]
        );
    }

    [Fact]
    public void Template_that_makes_too_much_is_refused_once()
    {
        var long4k = new string('x', 4096);
        var value = string.Concat(Enumerable.Repeat("${P}", 3000));

        var faults = Given.Faults(
            $$"""
            Parameters: {P: {Type: String, Default: {{long4k}} } }
            Resources:
              A: {Type: AWS::SSM::Parameter, Properties: {Value: !Sub '{{value}}'} }
              B: {Type: AWS::SSM::Parameter, Properties: {Value: !Sub '{{value}}'} }
            """
        );

        Assert.Equal(
            ["IntrinsicFailed template.yaml:3:54: the functions of this template make more than can be handled"],
            faults
        );
    }
}
