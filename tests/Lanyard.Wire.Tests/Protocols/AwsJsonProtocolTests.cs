using System.Text;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Logs;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Wire.Tests.Protocols;

public sealed class AwsJsonProtocolTests
{
    [Fact]
    public void Request_names_its_target_and_media_type()
    {
        var request = EcsModel.RunTask.WriteInput(new RunTaskInput { TaskDefinition = "app:1", Count = 2 });

        Assert.Equal(("POST", "/", ""), (request.Method, request.Path, request.Query));
        Assert.Equal("AmazonEC2ContainerServiceV20141113.RunTask", request.Headers["X-Amz-Target"]);
        Assert.Equal("application/x-amz-json-1.1", request.Headers["Content-Type"]);
        Assert.Equal("""{"count":2,"taskDefinition":"app:1"}""", Text(request.Body));
    }

    [Fact]
    public void Response_carries_request_id_and_media_type()
    {
        var response = EcsModel.ListTasks.WriteOutput(new ListTasksOutput { TaskArns = ["a"] }, "request-1");

        Assert.Equal(200, response.StatusCode);
        Assert.Equal("request-1", response.Headers["x-amzn-RequestId"]);
        Assert.Equal("application/x-amz-json-1.1", response.Headers["Content-Type"]);
        Assert.Equal("""{"taskArns":["a"]}""", Text(response.Body));
    }

    [Fact]
    public void Instants_are_seconds_with_milliseconds()
    {
        var task = new EcsTask { CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_125) };

        var response = EcsModel.StopTask.WriteOutput(new StopTaskOutput { Task = task }, "request-1");

        Assert.Equal("""{"task":{"createdAt":1700000000.125}}""", Text(response.Body));
        Assert.Equal(task.CreatedAt, EcsModel.StopTask.ReadOutput(response).Task!.CreatedAt);
    }

    [Fact]
    public void Text_is_written_as_it_is()
    {
        var response = EcsModel.StopTask.WriteOutput(
            new StopTaskOutput { Task = new EcsTask { StoppedReason = "l'arrêt \"<&>\"" } },
            "request-1"
        );

        Assert.Equal("""{"task":{"stoppedReason":"l'arrêt \"<&>\""}}""", Text(response.Body));
    }

    [Fact]
    public void Empty_list_is_not_an_absent_list()
    {
        Assert.Empty(Read("""{"volumes":[]}""").Volumes!);
        Assert.Null(Read("{}").Volumes);
        Assert.Null(Read("""{"volumes":null}""").Volumes);
    }

    [Fact]
    public void Empty_body_is_an_empty_structure() => Assert.Equal(new RegisterTaskDefinitionInput(), Read(""));

    [Fact]
    public void Unknown_members_are_passed_over() =>
        Assert.Equal("f", Read("""{"new":{"a":[{}]},"family":"f","other":null}""").Family);

    [Fact]
    public void Later_of_two_equal_members_wins() => Assert.Equal("b", Read("""{"family":"a","family":"b"}""").Family);

    [Fact]
    public void Maps_keep_their_order()
    {
        var read = Read("""{"containerDefinitions":[{"dockerLabels":{"z":"1","a":"2","m":"3"}}]}""");

        Assert.Equal("z a m", string.Join(' ', read.ContainerDefinitions![0].DockerLabels!.Keys));
    }

    [Fact]
    public void Whole_numbers_may_be_written_as_fractions() =>
        Assert.Equal(512, Read("""{"containerDefinitions":[{"memory":512.0}]}""").ContainerDefinitions![0].Memory);

    [Fact]
    public void Secrets_are_not_shown()
    {
        var input = new CreateSecretInput { Name = "n", SecretString = new Secret("hunter2") };

        Assert.DoesNotContain("hunter2", input.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "hunter2",
            Text(SecretsManagerModel.CreateSecret.WriteInput(input).Body),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Operation_without_output_answers_an_empty_structure() =>
        Assert.Equal("{}", Text(LogsModel.CreateLogGroup.WriteOutput(new CreateLogGroupOutput(), "request-1").Body));

    [Theory]
    [InlineData("""{"family":7}""", "NUMBER_VALUE can not be converted to a String at byte 10")]
    [InlineData("""{"family":true}""", "TRUE_VALUE can not be converted to a String at byte 10")]
    [InlineData("""{"family":{}}""", "Start of structure or map found where not expected at byte 10")]
    [InlineData("""{"family":[]}""", "Start of list found where not expected at byte 10")]
    [InlineData("""{"volumes":{}}""", "Expected list or null at byte 11")]
    [InlineData("""{"volumes":["a"]}""", "Expected structure or null at byte 12")]
    [InlineData("""{"volumes":[null]}""", "Expected structure or null at byte 12")]
    [InlineData("""{"requiresCompatibilities":[null]}""", "NULL_VALUE can not be converted to a String at byte 28")]
    [InlineData(
        """{"containerDefinitions":[{"cpu":"1"}]}""",
        "STRING_VALUE can not be converted to an Integer at byte 32"
    )]
    [InlineData(
        """{"containerDefinitions":[{"cpu":1.5}]}""",
        "NUMBER_VALUE can not be converted to an Integer at byte 32"
    )]
    [InlineData(
        """{"containerDefinitions":[{"cpu":99999999999}]}""",
        "NUMBER_VALUE can not be converted to an Integer at byte 32"
    )]
    [InlineData(
        """{"containerDefinitions":[{"essential":0}]}""",
        "NUMBER_VALUE can not be converted to a Boolean at byte 38"
    )]
    [InlineData("""{"containerDefinitions":[{"dockerLabels":[]}]}""", "Expected map or null at byte 41")]
    [InlineData("""["a"]""", "Expected structure or null at byte 0")]
    [InlineData("""{"family":"a" """, "the body is not JSON at line 1, byte 15")]
    [InlineData("{\n\"family\" \"a\"}", "the body is not JSON at line 2, byte 10")]
    [InlineData("""{"family":"a"}x""", "the body is not JSON at line 1, byte 15")]
    [InlineData("""{"family":"\ud800"}""", "Text that is not Unicode found at byte 10")]
    public void Body_of_another_shape_is_refused_with_its_position(string body, string message)
    {
        var exception = Assert.Throws<AwsException>(() => Read(body));

        Assert.Equal(
            ("SerializationException", 400, message),
            (exception.Code, exception.StatusCode, exception.Message)
        );
    }

    [Fact]
    public void Endless_nesting_is_refused()
    {
        var body = $$"""{"other":{{new string('[', 100_000)}}""";

        Assert.Equal("SerializationException", Assert.Throws<AwsException>(() => Read(body)).Code);
    }

    [Theory]
    [InlineData("1e300")]
    [InlineData("253402300800")]
    [InlineData("\"2026-11-24T00:00:00Z\"")]
    public void Impossible_instant_is_refused(string instant)
    {
        var response = new WireResponse
        {
            Body = Encoding.UTF8.GetBytes($$$"""{"task":{"createdAt":{{{instant}}}}}"""),
        };

        var exception = Assert.Throws<AwsException>(() => EcsModel.StopTask.ReadOutput(response));

        Assert.Equal("SerializationException", exception.Code);
    }

    private static RegisterTaskDefinitionInput Read(string body) =>
        EcsModel.RegisterTaskDefinition.ReadInput(
            new WireRequest
            {
                Method = "POST",
                Path = "/",
                Body = Encoding.UTF8.GetBytes(body),
            }
        );

    private static string Text(ReadOnlyMemory<byte> body) => Encoding.UTF8.GetString(body.Span);
}
