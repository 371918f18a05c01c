using System.Net;
using Lanyard.Wire;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Lanyard;
using Lanyard.Wire.Models.Logs;
using Lanyard.Wire.Models.S3;
using Lanyard.Wire.Models.Sts;

namespace Lanyard.Server.Tests.Composition;

/// <summary>The whole server over HTTP.</summary>
public sealed class LanyardServerTests
{
    [Fact]
    public async Task An_unsigned_call_is_refused_in_the_shape_of_its_protocol()
    {
        await using var server = await RunningServer.StartAsync();

        var json = EcsModel.ListClusters.WriteInput(new ListClustersInput());
        json.Headers["Host"] = server.Server.Endpoint.Authority;
        using var jsonAnswer = await server.RawAsync(json);
        var query = StsModel.GetCallerIdentity.WriteInput(new GetCallerIdentityInput());
        query.Headers["Host"] = server.Server.Endpoint.Authority;
        using var queryAnswer = await server.RawAsync(query);

        Assert.Equal(HttpStatusCode.BadRequest, jsonAnswer.StatusCode);
        Assert.Contains("MissingAuthenticationToken", await Text(jsonAnswer), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, queryAnswer.StatusCode);
        Assert.Contains("<Code>MissingAuthenticationToken</Code>", await Text(queryAnswer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_changed_after_it_was_signed_is_refused()
    {
        await using var server = await RunningServer.StartAsync();
        var request = LogsModel.CreateLogGroup.WriteInput(new CreateLogGroupInput { LogGroupName = "one" });
        server.Sign(request, "logs");
        request.Body = LogsModel.CreateLogGroup.WriteInput(new CreateLogGroupInput { LogGroupName = "two" }).Body;

        using var answer = await server.RawAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("InvalidSignatureException", await Text(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_service_answers_is_an_unknown_operation()
    {
        await using var server = await RunningServer.StartAsync();
        var request = new WireRequest
        {
            Method = "POST",
            Path = "/",
            Body = "{}"u8.ToArray(),
        };
        request.Headers["X-Amz-Target"] = "DynamoDB_20120810.ListTables";
        request.Headers["Content-Type"] = "application/x-amz-json-1.0";
        server.Sign(request, "dynamodb");

        using var answer = await server.RawAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("UnknownOperationException", await Text(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_call_is_in_the_record_with_what_decided_it()
    {
        await using var server = await RunningServer.StartAsync();
        await server.SendAsync(LogsModel.CreateLogGroup, new CreateLogGroupInput { LogGroupName = "g" });

        var record = await server.SendAsync(LanyardModel.ListDecisions, new ListDecisionsInput());

        var decision = Assert.Single(record.Decisions!, one => one.Operation == "CreateLogGroup");
        var requirement = Assert.Single(decision.Requirements!);
        Assert.True(decision.Allowed);
        Assert.Equal("arn:aws:iam::aws:policy/AdministratorAccess", requirement.Policy);
        Assert.Equal(["us-east-1"], requirement.Context!["aws:RequestedRegion"]);
    }

    [Theory]
    [InlineData("cn-north-1", "aws-cn")]
    [InlineData("us-gov-east-1", "aws-us-gov")]
    public async Task A_server_in_a_region_has_its_administrators_in_the_regions_partition(
        string region,
        string partition
    )
    {
        await using var server = await RunningServer.StartAsync(options => options.Region = region);
        var other = new CreateAdministratorInput { Account = "444455556666" };
        var key = await server.SendAsync(LanyardModel.CreateAdministrator, other);

        var caller = await server.SendAsync(StsModel.GetCallerIdentity, new GetCallerIdentityInput());
        var second = await server.SendAsync(
            StsModel.GetCallerIdentity,
            new GetCallerIdentityInput(),
            key.AccessKeyId!,
            key.SecretAccessKey!
        );
        await server.SendAsync(LogsModel.CreateLogGroup, new CreateLogGroupInput { LogGroupName = "g" });

        var record = await server.SendAsync(LanyardModel.ListDecisions, new ListDecisionsInput());
        var decision = Assert.Single(record.Decisions!, one => one.Operation == "CreateLogGroup");
        Assert.Equal($"arn:{partition}:iam::000000000000:user/administrator", caller.Arn);
        Assert.Equal($"arn:{partition}:iam::444455556666:user/administrator", second.Arn);
        Assert.Equal($"arn:{partition}:iam::aws:policy/AdministratorAccess", decision.Requirements![0].Policy);
    }

    [Fact]
    public async Task Reset_keeps_the_administrator_and_nothing_else()
    {
        await using var server = await RunningServer.StartAsync();
        await server.SendAsync(S3Model.CreateBucket, new CreateBucketInput { Bucket = "gone" });

        await server.SendAsync(LanyardModel.Reset, new ResetInput());

        var buckets = await server.SendAsync(S3Model.ListBuckets, new ListBucketsInput());
        Assert.Empty(buckets.Buckets!);
    }

    [Fact]
    public async Task Observing_lets_a_refused_call_pass_and_records_it()
    {
        await using var server = await RunningServer.StartAsync(options => options.Observe = true);

        var described = await server.SendAsync(LanyardModel.DescribeServer, new DescribeServerInput());

        Assert.True(described.Observe);
        Assert.True(server.File.Observe);
    }

    [Theory]
    [InlineData("nothing", "ClientException", "TaskDefinition not found.")]
    [InlineData(
        "app",
        "InvalidParameterException",
        "Network Configuration must be provided when networkMode 'awsvpc' is specified."
    )]
    public async Task RunTask_refuses_in_the_words_of_ECS(string definition, string code, string message)
    {
        await using var server = await RunningServer.StartAsync();
        await RegisterAsync(server, "app");

        var error = await Assert.ThrowsAsync<AwsException>(() =>
            server.SendAsync(EcsModel.RunTask, new RunTaskInput { TaskDefinition = definition })
        );

        Assert.Equal((code, message), (error.Code, error.Message));
    }

    [Fact]
    public async Task A_revision_is_never_used_again()
    {
        await using var server = await RunningServer.StartAsync();
        await RegisterAsync(server, "app");
        await server.SendAsync(
            EcsModel.DeregisterTaskDefinition,
            new DeregisterTaskDefinitionInput { TaskDefinition = "app:1" }
        );

        var second = await RegisterAsync(server, "app");
        var inactive = await Assert.ThrowsAsync<AwsException>(() =>
            server.SendAsync(EcsModel.RunTask, new RunTaskInput { TaskDefinition = "app:1" })
        );

        Assert.Equal(2, second.TaskDefinition!.Revision);
        Assert.Equal("TaskDefinition is inactive", inactive.Message);
    }

    [Fact]
    public async Task A_definition_is_shown_with_what_was_left_out()
    {
        await using var server = await RunningServer.StartAsync();

        var output = await RegisterAsync(server, "app");

        var container = Assert.Single(output.TaskDefinition!.ContainerDefinitions!);
        Assert.True(container.Essential);
        Assert.Equal(0, container.Cpu);
        Assert.Equal(("tcp", 80), (container.PortMappings![0].Protocol, container.PortMappings[0].HostPort));
        Assert.Contains("FARGATE", output.TaskDefinition.Compatibilities!);
        Assert.Equal("arn:aws:iam::000000000000:user/administrator", output.TaskDefinition.RegisteredBy);
    }

    [Fact]
    public async Task Tasks_and_clusters_that_are_not_there_are_failures()
    {
        await using var server = await RunningServer.StartAsync();

        var tasks = await server.SendAsync(
            EcsModel.DescribeTasks,
            new DescribeTasksInput { Tasks = ["0123456789abcdef0123456789abcdef"] }
        );
        var clusters = await server.SendAsync(
            EcsModel.DescribeClusters,
            new DescribeClustersInput { Clusters = ["nothing"] }
        );

        Assert.Equal("MISSING", Assert.Single(tasks.Failures!).Reason);
        Assert.Equal("MISSING", Assert.Single(clusters.Failures!).Reason);
    }

    private static Task<RegisterTaskDefinitionOutput> RegisterAsync(RunningServer server, string family) =>
        server.SendAsync(
            EcsModel.RegisterTaskDefinition,
            new RegisterTaskDefinitionInput
            {
                Family = family,
                NetworkMode = "awsvpc",
                RequiresCompatibilities = ["FARGATE"],
                Cpu = "256",
                Memory = "512",
                ContainerDefinitions =
                [
                    new ContainerDefinition
                    {
                        Name = "app",
                        Image = "public.example/app",
                        PortMappings = [new PortMapping { ContainerPort = 80 }],
                    },
                ],
            }
        );

    private static Task<string> Text(HttpResponseMessage answer) =>
        answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
