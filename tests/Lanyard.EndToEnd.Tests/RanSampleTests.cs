using System.Text.Json.Nodes;
using Lanyard.Testing;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.EndToEnd.Tests;

/// <summary>What holds on a server once the sample has run on it.</summary>
[Collection(Containers.Name)]
public sealed class RanSampleTests(RanSample sample) : IClassFixture<RanSample>
{
    private const string SigningKey = "receipts/signing-key";

    [Fact]
    public async Task A_second_run_on_the_same_server_is_the_same()
    {
        var server = await sample.ServerAsync();

        var second = await server.LanyardAsync("run", Checkout.Sample);

        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Contains("read it back, and the signature holds", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("building receipts", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_value_of_a_secret_is_never_shown()
    {
        var server = await sample.ServerAsync();

        var value = await SigningKeyAsync(server);

        Assert.Equal(32, value.SecretString!.Reveal().Length);
        Assert.DoesNotContain(value.SecretString.Reveal(), sample.Run.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_over_its_memory_ends_with_137_and_says_so()
    {
        var server = await sample.ServerAsync();
        var eater = await DefinitionAsync(server);
        await server.Client.SendAsync(
            EcsModel.RegisterTaskDefinition,
            new RegisterTaskDefinitionInput
            {
                Family = "eater",
                RequiresCompatibilities = ["FARGATE"],
                NetworkMode = "awsvpc",
                Cpu = "256",
                Memory = "512",
                ExecutionRoleArn = eater.ExecutionRoleArn,
                ContainerDefinitions =
                [
                    eater.ContainerDefinitions![0] with
                    {
                        EntryPoint = ["/bin/sh", "-c"],
                        Command = ["x=a; while true; do x=$x$x; done"],
                        Memory = 64,
                    },
                ],
            }
        );

        var run = await server.Client.SendAsync(
            EcsModel.RunTask,
            new RunTaskInput
            {
                TaskDefinition = "eater",
                LaunchType = "FARGATE",
                NetworkConfiguration = RanSample.Network,
            }
        );
        var described = new DescribeTasksInput { Tasks = [run.Tasks![0].TaskArn!] };
        var ended = await Eventually.SeesAsync(
            "the task to stop",
            async () => (await server.Client.SendAsync(EcsModel.DescribeTasks, described)).Tasks!.Single(),
            task => task.LastStatus == "STOPPED",
            task => task.LastStatus!
        );

        var container = ended.Containers!.Single();
        Assert.Equal(137, container.ExitCode);
        Assert.Equal("OutOfMemoryError: Container killed due to memory usage", container.Reason);
    }

    [Fact]
    public async Task Who_may_not_pass_a_role_cannot_run_its_task()
    {
        var server = await sample.ServerAsync();
        const string RunOnly =
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecs:*","Resource":"*"}]}""";
        await server.Client.SendAsync(IamModel.CreateUser, new CreateUserInput { UserName = "ann" });
        await server.Client.SendAsync(
            IamModel.PutUserPolicy,
            new PutUserPolicyInput
            {
                UserName = "ann",
                PolicyName = "run",
                PolicyDocument = RunOnly,
            }
        );
        var key = await server.Client.SendAsync(
            IamModel.CreateAccessKey,
            new CreateAccessKeyInput { UserName = "ann" }
        );
        var environment = await server.EnvironmentAsync();
        environment["AWS_ACCESS_KEY_ID"] = key.AccessKey!.AccessKeyId!;
        environment["AWS_SECRET_ACCESS_KEY"] = key.AccessKey.SecretAccessKey!.Reveal();

        var run = await server.TryAwsAsync(
            [
                .. (string[])["ecs", "run-task", "--task-definition", "receipts", "--launch-type", "FARGATE"],
                .. (string[])
                    ["--network-configuration", "awsvpcConfiguration={subnets=[subnet-1],securityGroups=[sg-1]}"],
            ],
            environment
        );

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(
            "AccessDeniedException) when calling the RunTask operation: User: arn:aws:iam::000000000000:user/ann is not authorized "
                + "to perform: iam:PassRole on resource: arn:aws:iam::000000000000:role/receipts-",
            run.Error,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("receipts-execution", "read-settings", "execution-policy.json")]
    [InlineData("receipts-task", "keep-receipts", "task-policy.json")]
    public async Task The_roles_made_by_hand_are_those_of_the_template(
        string name,
        string policyName,
        string policyFile
    )
    {
        var server = await sample.ServerAsync();

        var role = await server.Client.SendAsync(IamModel.GetRole, new GetRoleInput { RoleName = name });
        var policy = await server.Client.SendAsync(
            IamModel.GetRolePolicy,
            new GetRolePolicyInput { RoleName = name, PolicyName = policyName }
        );

        AssertSame(await ByHandAsync(server, "trust.json"), Decoded(role.Role!.AssumeRolePolicyDocument));
        AssertSame(await ByHandAsync(server, policyFile), Decoded(policy.PolicyDocument));
    }

    [Fact]
    public async Task The_task_definition_made_by_hand_is_that_of_the_template()
    {
        var server = await sample.ServerAsync();
        var declared = await DefinitionAsync(server);
        var file = await ByHandAsync(server, "task-definition.json");
        file["family"] = "by-hand";

        await server.AwsAsync("ecs", "register-task-definition", "--cli-input-json", file.ToJsonString());

        var byHand = await DefinitionAsync(server, "by-hand");
        Assert.Equivalent(
            declared with
            {
                Family = byHand.Family,
                TaskDefinitionArn = byHand.TaskDefinitionArn,
                Revision = byHand.Revision,
                RegisteredAt = byHand.RegisteredAt,
            },
            byHand,
            strict: true
        );
    }

    private static Task<GetSecretValueOutput> SigningKeyAsync(ServerProcess server) =>
        server.Client.SendAsync(SecretsManagerModel.GetSecretValue, new GetSecretValueInput { SecretId = SigningKey });

    private static async Task<TaskDefinition> DefinitionAsync(ServerProcess server, string family = "receipts") =>
        (
            await server.Client.SendAsync(
                EcsModel.DescribeTaskDefinition,
                new DescribeTaskDefinitionInput { TaskDefinition = family }
            )
        ).TaskDefinition!;

    // A file of samples/receipts/by-hand, with this server's ARN of the secret.
    private static async Task<JsonNode> ByHandAsync(ServerProcess server, string file)
    {
        var text = await File.ReadAllTextAsync(
            Checkout.In("samples", "receipts", "by-hand", file),
            TestContext.Current.CancellationToken
        );
        var arn = (await SigningKeyAsync(server)).ARN;
        return JsonNode.Parse(text.Replace("SIGNING_KEY_ARN", arn, StringComparison.Ordinal))!;
    }

    private static JsonNode Decoded(string? document) => JsonNode.Parse(Uri.UnescapeDataString(document!))!;

    private static void AssertSame(JsonNode expected, JsonNode actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"{expected}\nis not\n{actual}");
}
