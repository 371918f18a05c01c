using Lanyard.Cli.Commands;
using Lanyard.Cli.Running;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Cli.Tests.Running;

/// <summary>A template is found good, or every fault in it is named, before anything is made.</summary>
public sealed class StackPlanTests : IAsyncLifetime
{
    private CliLab _lab = null!;

    public async ValueTask InitializeAsync() => _lab = await CliLab.StartAsync();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task A_made_resource_that_refers_to_one_that_is_not_made_is_misuse_with_its_place()
    {
        var error = await FaultAsync(
            """
            Resources:
              Topic:
                Type: AWS::SNS::Topic
              Currency:
                Type: AWS::SSM::Parameter
                Properties:
                  Type: String
                  Value: !Ref Topic
            """
        );

        Assert.Equal(ExitCodes.Misuse, error.ExitCode);
        Assert.StartsWith($"{_lab["template.yaml"]}:8:14: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("`Topic` (AWS::SNS::Topic)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resources_of_types_that_are_not_made_are_named_and_may_refer_to_each_other()
    {
        var stack = await _lab.StackAsync(
            """
            Resources:
              Topic:
                Type: AWS::SNS::Topic
              Subscription:
                Type: AWS::SNS::Subscription
                Properties: {TopicArn: !Ref Topic, Endpoint: !Ref Group}
              Group:
                Type: AWS::Logs::LogGroup
            """
        );

        Assert.Equal(
            ["Subscription", "Topic"],
            stack.NotMade.Select(one => one.LogicalId).Order(StringComparer.Ordinal)
        );
        Assert.Equal(["Group"], stack.Plans.Keys);
    }

    [Fact]
    public async Task All_faults_are_named_at_once_each_on_a_line_with_its_place()
    {
        var error = await FaultAsync(
            """
            Resources:
              Currency:
                Type: AWS::SSM::Parameter
                Properties:
                  Type: String
              Bucket:
                Type: AWS::S3::Bucket
                Properties:
                  BucketName: [a, b]
            """
        );

        Assert.Equal(
            [
                $"{_lab["template.yaml"]}:5:7: `Currency` (AWS::SSM::Parameter) lacks the property `Value`",
                $"{_lab["template.yaml"]}:9:19: Value of property BucketName must be of type String, in `Bucket` (AWS::S3::Bucket)",
            ],
            error.Message.Split('\n')
        );
    }

    [Fact]
    public async Task A_resource_without_a_name_gets_one_of_the_folder_and_its_logical_id_the_same_each_time()
    {
        const string Template = "Resources: {Group: {Type: 'AWS::Logs::LogGroup'}}";
        var path = _lab.Write("my_app/template.yaml", Template);

        var first = await ReadAsync(path);
        var second = await ReadAsync(path);
        var other = await ReadAsync(_lab.Write("my_app/other.yaml", Template));

        Assert.Matches("^log group my-app-Group-[0-9A-F]{12}$", first.Plans["Group"].What);
        Assert.Equal(first.Plans["Group"].What, second.Plans["Group"].What);
        Assert.StartsWith("log group other-Group-", other.Plans["Group"].What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_definition_that_a_service_uses_is_made_and_not_run()
    {
        var stack = await _lab.StackAsync(
            """
            Resources:
              Job:
                Type: AWS::ECS::TaskDefinition
                Properties: {Family: job, ContainerDefinitions: [{Name: a, Image: "r/a", Memory: 64}]}
              Web:
                Type: AWS::ECS::TaskDefinition
                Properties: {Family: web, ContainerDefinitions: [{Name: a, Image: "r/a", Memory: 64}]}
              Service:
                Type: AWS::ECS::Service
                Properties: {TaskDefinition: !Ref Web}
            """
        );

        Assert.Equal(["job"], stack.Tasks.Select(task => task.Input.Family));
        Assert.Equal(["job", "web"], stack.AllTasks.Select(task => task.Input.Family).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_resource_is_made_with_what_those_before_it_answered_once_they_were_made()
    {
        var stack = await _lab.StackAsync(
            """
            Resources:
              Key:
                Type: AWS::SecretsManager::Secret
                Properties: {Name: key, SecretString: value}
              User:
                Type: AWS::IAM::User
                Properties:
                  UserName: ann
                  Policies:
                    - PolicyName: read
                      PolicyDocument:
                        Version: "2012-10-17"
                        Statement: {Effect: Allow, Action: "secretsmanager:GetSecretValue", Resource: !Ref Key}
            """
        );
        var made = new List<string>();

        await stack.MakeAsync(_lab.Client, (_, what) => made.Add(what), CliLab.Token);

        var policy = await _lab.SendAsync(
            IamModel.GetUserPolicy,
            new GetUserPolicyInput { UserName = "ann", PolicyName = "read" }
        );
        Assert.Equal(["secret key", "user ann"], made);
        Assert.Contains(
            $"\"{stack.Plans["Key"].Answers.Ref}\"",
            Uri.UnescapeDataString(policy.PolicyDocument!),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("-000000", stack.Plans["Key"].Answers.Ref, StringComparison.Ordinal);
    }

    private static Task<StackPlan> ReadAsync(string path) =>
        StackPlan.ReadAsync(
            path,
            new Dictionary<string, string>(StringComparer.Ordinal),
            CliLab.Account,
            "us-east-1",
            isAlone: true,
            CliLab.Token
        );

    private Task<CommandException> FaultAsync(string template) =>
        Assert.ThrowsAsync<CommandException>(() => _lab.StackAsync(template));
}
