using System.Text.RegularExpressions;
using Lanyard.Cli.Running;
using Lanyard.Testing;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Models.S3;
using Lanyard.Wire.Models.Sts;

namespace Lanyard.Cli.Tests.Running;

/// <summary>Whatever a run makes has its ARN in the partition of the run's region, as planned and as made.</summary>
public sealed class PartitionTests : IDisposable
{
    private const string Template = """
        Resources:
          App:
            Type: AWS::IAM::Role
            Properties:
              RoleName: app
              AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: {Effect: Allow, Principal: {Service: ecs-tasks.amazonaws.com}, Action: "sts:AssumeRole"}}
              ManagedPolicyArns:
                - !Ref Read
                - !Sub "arn:${AWS::Partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
          Ann:
            Type: AWS::IAM::User
            Properties: {UserName: ann}
          Read:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument: {Version: "2012-10-17", Statement: {Effect: Allow, Action: "s3:GetObject", Resource: !Sub "${Shop.Arn}/*"}}
          Shop: {Type: "AWS::S3::Bucket", Properties: {BucketName: shop}}
          ShopPolicy:
            Type: AWS::S3::BucketPolicy
            Properties:
              Bucket: !Ref Shop
              PolicyDocument: {Version: "2012-10-17", Statement: {Effect: Allow, Principal: {AWS: !GetAtt App.Arn}, Action: "s3:GetObject", Resource: !Sub "${Shop.Arn}/*"}}
          Password: {Type: "AWS::SecretsManager::Secret", Properties: {SecretString: pw}}
          Logs: {Type: "AWS::Logs::LogGroup"}
          Cluster: {Type: "AWS::ECS::Cluster"}
          Images: {Type: "AWS::ECR::Repository"}
          Stack: {Type: "AWS::SSM::Parameter", Properties: {Type: String, Value: !Ref AWS::StackId}}
          Root: {Type: "AWS::SSM::Parameter", Properties: {Type: String, Value: !Sub "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"}}
        """;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("us-east-1", "aws")]
    [InlineData("cn-north-1", "aws-cn")]
    [InlineData("us-gov-west-1", "aws-us-gov")]
    public async Task Every_ARN_of_a_plan_is_in_the_partition_of_its_region(string region, string partition)
    {
        var stack = await ReadAsync(WithTask, region);

        var arns = ArnsOf(stack);

        Assert.All(arns, arn => Assert.StartsWith($"arn:{partition}:", arn, StringComparison.Ordinal));
        foreach (var service in (string[])["cloudformation", "ecr", "ecs", "iam", "logs", "s3", "secretsmanager"])
        {
            Assert.Contains(arns, arn => arn.Split(':')[2] == service);
        }
    }

    [Theory]
    [InlineData("cn-north-1", "aws-cn")]
    [InlineData("us-gov-east-1", "aws-us-gov")]
    public async Task What_is_made_has_the_ARN_that_was_planned(string region, string partition)
    {
        await using var lab = await CliLab.StartAsync(options => options.Region = region);
        var stack = await ReadAsync(Template, region);
        var planned = stack.Plans["App"].Answers.Attributes["Arn"];

        await stack.MakeAsync(lab.Client, (_, _) => { }, CliLab.Token);

        var attached = await lab.SendAsync(
            IamModel.ListAttachedRolePolicies,
            new ListAttachedRolePoliciesInput { RoleName = "app" }
        );
        var caller = await lab.SendAsync(StsModel.GetCallerIdentity, new GetCallerIdentityInput());
        var policy = await lab.SendAsync(S3Model.GetBucketPolicy, new GetBucketPolicyInput { Bucket = "shop" });
        Assert.Equal(planned, stack.Made.GetAtt("App", "Arn"));
        Assert.All(ArnsOf(stack), arn => Assert.StartsWith($"arn:{partition}:", arn, StringComparison.Ordinal));
        Assert.Equal(2, attached.AttachedPolicies!.Count);
        Assert.All(
            attached.AttachedPolicies,
            one => Assert.StartsWith($"arn:{partition}:iam:", one.PolicyArn, StringComparison.Ordinal)
        );
        Assert.Equal($"arn:{partition}:iam::{CliLab.Account}:user/administrator", caller.Arn);
        Assert.Contains($"arn:{partition}:s3:::shop/*", policy.Policy!, StringComparison.Ordinal);
    }

    private static string WithTask =>
        Template
        + """

              Job:
                Type: AWS::ECS::TaskDefinition
                Properties:
                  Family: job
                  TaskRoleArn: !GetAtt App.Arn
                  ContainerDefinitions: [{Name: app, Image: !Sub "${Images.RepositoryUri}", Memory: 64}]
            """;

    // Of what the resources answer, and of what is written of them once all references are resolved.
    private static List<string> ArnsOf(StackPlan stack)
    {
        var answers = stack.Plans.Values.SelectMany(plan => plan.Answers.Attributes.Values.Append(plan.Answers.Ref));
        var written = stack.ReadAll().Select(one => one.Properties.Node.ToJson());
        return
        [
            .. answers
                .Concat(written)
                .SelectMany(text => Regex.Matches(text, "arn:[^\"]+", RegexOptions.None, TimeSpan.FromSeconds(1)))
                .Select(match => match.Value),
        ];
    }

    private async Task<StackPlan> ReadAsync(string template, string region)
    {
        var path = _directory["template.yaml"];
        await File.WriteAllTextAsync(path, template, CliLab.Token);
        return await StackPlan.ReadAsync(
            path,
            new Dictionary<string, string>(StringComparer.Ordinal),
            CliLab.Account,
            region,
            isAlone: true,
            CliLab.Token
        );
    }
}
