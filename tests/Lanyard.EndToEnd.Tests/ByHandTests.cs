using Lanyard.Testing;

namespace Lanyard.EndToEnd.Tests;

/// <summary>The sample step by step with a real AWS CLI, as the README says; and what holds while a task runs.</summary>
[Collection(Containers.Name)]
public sealed class ByHandTests(ReceiptsImage image) : IDisposable
{
    private const string Trust =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";
    private const string Vpc = "awsvpcConfiguration={subnets=[subnet-1],securityGroups=[sg-1]}";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_sample_works_by_hand()
    {
        await using var server = await PreparedAsync();
        await RegisterAsync(server, "receipts", "");

        var task = await RunTaskAsync(server, "receipts");
        var written = await server.EndOfAsync(task);
        await server.AwsAsync("ecs", "wait", "tasks-stopped", "--tasks", task);

        var exit = await server.AwsAsync(
            "ecs",
            "describe-tasks",
            "--tasks",
            task,
            "--query",
            "tasks[0].containers[0].exitCode"
        );
        Assert.Equal("0", exit);
        var events = await server.AwsAsync(
            "logs",
            "filter-log-events",
            "--log-group-name",
            "/ecs/receipts",
            "--query",
            "events[].message"
        );
        Assert.Contains("read it back, and the signature holds", events, StringComparison.Ordinal);
        Assert.Contains(
            ".txt",
            await server.AwsAsync("s3", "ls", "s3://receipts-bucket/receipts/"),
            StringComparison.Ordinal
        );
        Assert.Contains("app | wrote s3://receipts-bucket/", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_over_its_memory_ends_with_137_and_says_so()
    {
        await using var server = await PreparedAsync();
        await RegisterAsync(
            server,
            "eater",
            """,'command':['x=a; while true; do x=$x$x; done'],'memory':64""",
            shell: true
        );

        var task = await RunTaskAsync(server, "eater");
        await server.EndOfAsync(task);

        var container = await server.AwsAsync(
            "ecs",
            "describe-tasks",
            "--tasks",
            task,
            "--query",
            "tasks[0].containers[0].[exitCode,reason]"
        );
        Assert.Contains("137", container, StringComparison.Ordinal);
        Assert.Contains("OutOfMemoryError: Container killed due to memory usage", container, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_pass_a_role_cannot_run_its_task()
    {
        await using var server = await PreparedAsync();
        await RegisterAsync(server, "receipts", "");
        await server.AwsAsync("iam", "create-user", "--user-name", "ann");
        const string RunOnly =
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecs:*","Resource":"*"}]}""";
        await server.AwsAsync(
            "iam",
            "put-user-policy",
            "--user-name",
            "ann",
            "--policy-name",
            "p",
            "--policy-document",
            RunOnly
        );
        var key = (
            await server.AwsAsync(
                "iam",
                "create-access-key",
                "--user-name",
                "ann",
                "--query",
                "AccessKey.[AccessKeyId,SecretAccessKey]"
            )
        ).Split('\t');

        var env = await server.EnvironmentAsync();
        (env["AWS_ACCESS_KEY_ID"], env["AWS_SECRET_ACCESS_KEY"]) = (key[0], key[1]);
        var run = await Finished.RunAsync(
            Machine.Find("aws")!,
            [
                "--endpoint-url",
                server.Endpoint,
                "ecs",
                "run-task",
                "--task-definition",
                "receipts",
                "--launch-type",
                "FARGATE",
                "--network-configuration",
                Vpc,
            ],
            env
        );

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(
            "AccessDeniedException) when calling the RunTask operation: User: arn:aws:iam::000000000000:user/ann is not authorized "
                + "to perform: iam:PassRole on resource: arn:aws:iam::000000000000:role/receipts-",
            run.Error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_second_run_on_the_same_server_is_the_same()
    {
        Machine.MustRunContainers();
        await using var server = await ServerProcess.StartAsync(_directory["data"]);

        var first = await server.LanyardAsync("run", Checkout.Sample, "--image", $"receipts={image.Archive}");
        var second = await server.LanyardAsync("run", Checkout.Sample);

        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.True(second.ExitCode == 0, second.ToString());
    }

    private async Task<ServerProcess> PreparedAsync()
    {
        Machine.MustRunContainers();
        var server = await ServerProcess.StartAsync(_directory["data"]);
        await server.AwsAsync("logs", "create-log-group", "--log-group-name", "/ecs/receipts");
        await server.AwsAsync("s3", "mb", "s3://receipts-bucket");
        foreach (var role in (string[])["receipts-execution", "receipts-task"])
        {
            await server.AwsAsync("iam", "create-role", "--role-name", role, "--assume-role-policy-document", Trust);
        }

        await server.AwsAsync(
            "iam",
            "attach-role-policy",
            "--role-name",
            "receipts-execution",
            "--policy-arn",
            "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
        );
        const string Receipts =
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:PutObject","s3:GetObject"],"Resource":"arn:aws:s3:::receipts-bucket/receipts/*"}]}""";
        await server.AwsAsync(
            "iam",
            "put-role-policy",
            "--role-name",
            "receipts-task",
            "--policy-name",
            "keep",
            "--policy-document",
            Receipts
        );
        var push = await server.LanyardAsync("image", "push", image.Archive, "receipts:latest");
        Assert.True(push.ExitCode == 0, push.ToString());
        return server;
    }

    private static async Task RegisterAsync(ServerProcess server, string family, string more, bool shell = false)
    {
        var entry = shell ? ",'entryPoint':['/bin/sh','-c']" : "";
        var containers =
            "[{'name':'app','image':'000000000000.dkr.ecr.us-east-1.amazonaws.com/receipts:latest','essential':true"
            + entry
            + more
            + ",'environment':[{'name':'BUCKET','value':'receipts-bucket'},{'name':'SIGNING_KEY','value':'0123456789abcdef'},{'name':'CURRENCY','value':'EUR'}]"
            + ",'logConfiguration':{'logDriver':'awslogs','options':{'awslogs-group':'/ecs/receipts','awslogs-region':'us-east-1','awslogs-stream-prefix':'r'}}}]";
        await server.AwsAsync(
            "ecs",
            "register-task-definition",
            "--family",
            family,
            "--requires-compatibilities",
            "FARGATE",
            "--network-mode",
            "awsvpc",
            "--cpu",
            "256",
            "--memory",
            "512",
            "--execution-role-arn",
            "arn:aws:iam::000000000000:role/receipts-execution",
            "--task-role-arn",
            "arn:aws:iam::000000000000:role/receipts-task",
            "--container-definitions",
            containers.Replace('\'', '"')
        );
    }

    private static Task<string> RunTaskAsync(ServerProcess server, string family) =>
        server.AwsAsync(
            "ecs",
            "run-task",
            "--task-definition",
            family,
            "--launch-type",
            "FARGATE",
            "--network-configuration",
            Vpc,
            "--query",
            "tasks[0].taskArn"
        );
}
