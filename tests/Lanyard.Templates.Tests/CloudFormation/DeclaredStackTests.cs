using Lanyard.Templates.CloudFormation;

namespace Lanyard.Templates.Tests.CloudFormation;

public sealed class DeclaredStackTests
{
    [Fact]
    public void Resources_come_after_those_they_depend_on_and_otherwise_as_written()
    {
        var stack = Given.SoundStack(
            """
            Resources:
              Definition:
                Type: AWS::ECS::TaskDefinition
                Properties:
                  TaskRoleArn: !GetAtt Role.Arn
                  Image: !Sub '${Repository.RepositoryUri}:1'
              Alone: {Type: AWS::S3::Bucket}
              Policy:
                Type: AWS::IAM::Policy
                DependsOn: [Alone]
                Properties: {Roles: [!Ref Role]}
              Repository: {Type: AWS::ECR::Repository, DependsOn: Group}
              Role: {Type: AWS::IAM::Role}
              Group: {Type: AWS::Logs::LogGroup}
            """
        );

        Assert.Equal(
            ["Role", "Group", "Repository", "Definition", "Alone", "Policy"],
            [.. stack.Resources.Select(resource => resource.LogicalId)]
        );
        Assert.Equal(["Role", "Repository"], Find(stack, "Definition").DependsOn);
        Assert.Equal(["Role", "Alone"], Find(stack, "Policy").DependsOn);
        Assert.Empty(Find(stack, "Role").DependsOn);
    }

    [Fact]
    public void Resource_tells_what_is_written_about_it()
    {
        var stack = Given.SoundStack(
            """
            Conditions: {Always: !Equals [a, a]}
            Resources:
              Bucket:
                Type: AWS::S3::Bucket
                Condition: Always
                DeletionPolicy: Retain
                UpdateReplacePolicy: Snapshot
              Queue: {Type: AWS::SQS::Queue}
            """
        );

        var bucket = Find(stack, "Bucket");
        Assert.Equal("AWS::S3::Bucket", bucket.Type);
        Assert.Equal("`Bucket` (AWS::S3::Bucket)", bucket.Description);
        Assert.Equal("template.yaml:3:3", bucket.Location.ToString());
        Assert.Equal("Always", bucket.Condition);
        Assert.Equal("Retain", bucket.DeletionPolicy);
        Assert.Equal("Snapshot", bucket.UpdateReplacePolicy);
        Assert.True(bucket.IsMade);
        Assert.False(Find(stack, "Queue").IsMade);
        Assert.Null(Find(stack, "Queue").Condition);
    }

    [Fact]
    public void Dependency_on_a_resource_whose_condition_does_not_hold_is_dropped()
    {
        var stack = Given.SoundStack(
            """
            Conditions: {Never: !Equals [a, b]}
            Resources:
              Bucket: {Type: AWS::S3::Bucket, Condition: Never}
              Role:
                Type: AWS::IAM::Role
                DependsOn: Bucket
                Properties: {Path: !If [Never, !Ref Bucket, /]}
            """
        );

        var role = Assert.Single(stack.Resources);
        Assert.Empty(role.DependsOn);
    }

    [Fact]
    public void Resource_that_is_not_made_may_need_what_cannot_be_resolved()
    {
        var stack = Given.SoundStack(
            """
            Resources:
              Service:
                Type: AWS::ECS::Service
                DependsOn: Queue
                Properties:
                  Cluster: !ImportValue cluster
                  Zones: !GetAZs ''
                  Target: !GetAtt Queue.Arn
                  Password: '{{resolve:secretsmanager:app}}'
                  Index: !Select [3, [a]]
              Queue: {Type: AWS::SQS::Queue}
            """
        );

        Assert.Equal(["Queue", "Service"], [.. stack.Resources.Select(resource => resource.LogicalId)]);
        Assert.False(Find(stack, "Service").ResolveProperties(new FakeAttributes()).IsResolved);
    }

    [Fact]
    public void References_to_what_is_not_made_can_be_allowed()
    {
        var text = """
            Resources:
              Queue: {Type: AWS::SQS::Queue}
              Role:
                Type: AWS::IAM::Role
                Properties: {Path: !GetAtt Queue.Arn}
            """;

        var stack = Given.Template(text).Resolve(Given.Options with { AllowsReferencesToUnmade = true });

        Assert.Empty(stack.Faults);
        var properties = Find(stack, "Role").ResolveProperties(new FakeAttributes());
        Assert.Equal("""{"Path":"<Queue.Arn>"}""", properties.Value!.ToJson());
    }

    [Fact]
    public void Attribute_of_a_resource_that_is_not_made_yet_is_a_fault_at_its_reference()
    {
        var stack = Given.SoundStack(
            """
            Resources:
              Role: {Type: AWS::IAM::Role}
              Policy:
                Type: AWS::IAM::Policy
                Properties:
                  Roles: [!Ref Role]
                  PolicyName: !GetAtt Role.Arn
            """
        );

        var resolution = Find(stack, "Policy").ResolveProperties(new FakeAttributes { Missing = { "Role.Arn" } });

        Assert.Equal(
            ["template.yaml:7:19: `Role` (AWS::IAM::Role) is not made"],
            [.. resolution.Faults.Select(fault => fault.ToString())]
        );
    }

    [Fact]
    public void Properties_are_answered_from_the_resources_made_so_far()
    {
        var stack = Given.SoundStack(
            """
            Resources:
              Role: {Type: AWS::IAM::Role}
              Definition:
                Type: AWS::ECS::TaskDefinition
                Properties:
                  Family: !Select [1, !Split ['/', !GetAtt Role.Arn]]
            """
        );
        var attributes = new FakeAttributes().With("Role.Arn", "arn:aws:iam::123456789012:role/app");

        var resolution = Find(stack, "Definition").ResolveProperties(attributes);

        Assert.Equal("""{"Family":"app"}""", resolution.Value!.ToJson());
    }

    [Fact]
    public void Resource_without_properties_has_an_empty_map()
    {
        var properties = Given.Properties("Resources: {Role: {Type: AWS::IAM::Role}}", "Role");

        Assert.Equal("{}", properties.ToJson());
        Assert.Equal("template.yaml:1:13", properties.Location.ToString());
    }

    [Fact]
    public void Outputs_are_answered_once_the_resources_are_made()
    {
        var stack = Given.SoundStack(
            """
            Conditions: {Never: !Equals [a, b]}
            Resources:
              Role: {Type: AWS::IAM::Role}
              Queue: {Type: AWS::SQS::Queue}
            Outputs:
              RoleArn: {Description: the role, Value: !GetAtt Role.Arn, Export: {Name: !Sub '${AWS::StackName}-role'}}
              QueueArn: {Value: !GetAtt Queue.Arn}
              Hidden: {Condition: Never, Value: x}
            """
        );

        Assert.Equal(["RoleArn", "QueueArn"], [.. stack.Outputs.Select(output => output.Name)]);
        Assert.Equal("the role", stack.Outputs[0].Description);
        Assert.Equal("template.yaml:6:3", stack.Outputs[0].Location.ToString());
        Assert.Equal("<Role.Arn>", stack.Outputs[0].ResolveValue(new FakeAttributes()).Value!.Text);
        Assert.Equal(
            ["template.yaml:7:21: this value refers to `Queue` (AWS::SQS::Queue), a type that Lanyard does not make"],
            [.. stack.Outputs[1].ResolveValue(new FakeAttributes()).Faults.Select(fault => fault.ToString())]
        );
    }

    [Fact]
    public void Names_that_a_macro_adds_do_no_harm_where_nothing_made_needs_them()
    {
        var text = """
            Transform: AWS::Serverless-2016-10-31
            Globals: {Function: {Timeout: 3}}
            Resources:
              Function:
                Type: AWS::Serverless::Function
                Properties: {Role: !GetAtt FunctionRole.Arn, Url: !Ref ServerlessRestApi}
              Table: {Type: AWS::DynamoDB::Table}
            Outputs:
              Api: {Value: !Sub 'https://${ServerlessRestApi}.example'}
            """;

        Assert.Equal(["AWS::Serverless-2016-10-31"], Given.Template(text).Transforms);
        Assert.Empty(Given.Faults(text));
    }

    [Fact]
    public void Names_that_a_macro_adds_are_refused_where_a_made_resource_needs_them()
    {
        var faults = Given.Faults(
            """
            Transform: [{Name: Macro}, AWS::Serverless-2016-10-31]
            Resources:
              Role: {Type: AWS::IAM::Role, Properties: {Path: !Ref ServerlessRestApi}}
            """
        );

        Assert.StartsWith("UnresolvedReference template.yaml:3:51: ", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS::IAM::Role", RefValue.Name)]
    [InlineData("AWS::IAM::ManagedPolicy", RefValue.Arn)]
    [InlineData("AWS::IAM::Policy", RefValue.Name)]
    [InlineData("AWS::IAM::User", RefValue.Name)]
    [InlineData("AWS::ECR::Repository", RefValue.Name)]
    [InlineData("AWS::Logs::LogGroup", RefValue.Name)]
    [InlineData("AWS::SecretsManager::Secret", RefValue.Arn)]
    [InlineData("AWS::SSM::Parameter", RefValue.Name)]
    [InlineData("AWS::S3::Bucket", RefValue.Name)]
    [InlineData("AWS::S3::BucketPolicy", RefValue.Name)]
    [InlineData("AWS::ECS::Cluster", RefValue.Name)]
    [InlineData("AWS::ECS::TaskDefinition", RefValue.Arn)]
    public void Made_types_tell_what_ref_returns(string type, RefValue returns)
    {
        var found = ResourceType.Find(type);

        Assert.Equal(type, found?.Name);
        Assert.Equal(returns, found?.RefReturns);
    }

    [Theory]
    [InlineData("AWS::ECS::Service")]
    [InlineData("aws::iam::role")]
    public void Other_types_are_not_made(string type) => Assert.Null(ResourceType.Find(type));

    [Theory]
    [InlineData("eu-west-1", "aws", "amazonaws.com")]
    [InlineData("cn-north-1", "aws-cn", "amazonaws.com.cn")]
    [InlineData("us-gov-west-1", "aws-us-gov", "amazonaws.com")]
    public void The_region_says_the_partition_and_its_suffix(string region, string partition, string suffix)
    {
        var text =
            "Resources: {Role: {Type: AWS::IAM::Role, Properties: {Path: !Ref AWS::URLSuffix, RoleName: !Ref AWS::Partition}}}";

        var stack = Given.Template(text).Resolve(Given.Options with { Region = region });

        var properties = Find(stack, "Role").ResolveProperties(new FakeAttributes()).Value!;
        Assert.Equal((partition, suffix), (properties["RoleName"]!.Text, properties["Path"]!.Text));
    }

    private static DeclaredResource Find(DeclaredStack stack, string logicalId) =>
        stack.Resources.Single(resource => resource.LogicalId == logicalId);
}
