using System.Net;
using System.Text.Json;
using Lanyard.Server.TaskEndpoints;
using Lanyard.Testing;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Sts;

namespace Lanyard.Server.Tests.TaskEndpoints;

/// <summary>What a container finds at 169.254.170.2, over ordinary sockets that stand for its link.</summary>
public sealed class TaskEndpointTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Credentials_are_the_task_roles_in_the_agents_order()
    {
        await using var lab = await ServerLab.StartAsync();
        var task = await RunningTask.StartAsync(lab);

        using var answer = await GetAsync(lab, task, task.CredentialsPath);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.ToString());
        using var json = JsonDocument.Parse(await TextOf(answer));
        Assert.Equal(
            ["RoleArn", "AccessKeyId", "SecretAccessKey", "Token", "Expiration"],
            json.RootElement.EnumerateObject().Select(member => member.Name)
        );
        Assert.Equal(RunningTask.TaskRole, json.RootElement.GetProperty("RoleArn").GetString());
        Assert.Equal("2026-11-24T18:00:00Z", json.RootElement.GetProperty("Expiration").GetString());
    }

    [Fact]
    public async Task Credentials_work_on_the_tasks_own_link()
    {
        await using var lab = await ServerLab.StartAsync();
        var task = await RunningTask.StartAsync(lab);
        var client = await task.ClientAsync(lab);

        var identity = await client.SendAsync(StsModel.GetCallerIdentity, new GetCallerIdentityInput());

        Assert.Equal($"arn:aws:sts::{ServerLab.Account}:assumed-role/app/{task.Id}", identity.Arn);
    }

    [Fact]
    public async Task Version_1_takes_the_id_from_the_query()
    {
        await using var lab = await ServerLab.StartAsync();
        var task = await RunningTask.StartAsync(lab);
        var id = task.CredentialsPath["/v2/credentials/".Length..];

        using var answer = await GetAsync(lab, task, $"/v1/credentials?id={id}");

        Assert.Contains(RunningTask.TaskRole, await TextOf(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "/v2/credentials/",
        """{"code":"NoIdInRequest","message":"CredentialsV2Request: No Credential ID in the request","HTTPErrorCode":400}"""
    )]
    [InlineData(
        "/v1/credentials",
        """{"code":"NoIdInRequest","message":"CredentialsV1Request: No Credential ID in the request","HTTPErrorCode":400}"""
    )]
    [InlineData(
        "/v2/credentials/00000000-0000-0000-0000-000000000000",
        """{"code":"InvalidIdInRequest","message":"CredentialsV2Request: Credentials not found","HTTPErrorCode":400}"""
    )]
    [InlineData(
        "/v1/credentials?id=unknown",
        """{"code":"InvalidIdInRequest","message":"CredentialsV1Request: Credentials not found","HTTPErrorCode":400}"""
    )]
    public async Task Credentials_that_are_not_there_are_refused_in_the_agents_words(string path, string body)
    {
        await using var lab = await ServerLab.StartAsync();
        var task = await RunningTask.StartAsync(lab);

        using var answer = await GetAsync(lab, task, path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(body, await TextOf(answer));
    }

    [Fact]
    public async Task Id_of_another_task_is_unknown_on_this_link()
    {
        await using var lab = await ServerLab.StartAsync();
        var task = await RunningTask.StartAsync(lab);
        var other = await RunningTask.StartAsync(lab);

        using var answer = await GetAsync(lab, task, other.CredentialsPath);

        Assert.Equal(
            """{"code":"InvalidIdInRequest","message":"CredentialsV2Request: Credentials not found","HTTPErrorCode":400}""",
            await TextOf(answer)
        );
    }

    [Fact]
    public async Task Servers_own_port_has_no_credentials()
    {
        await using var lab = await ServerLab.StartAsync();
        var task = await RunningTask.StartAsync(lab);

        using var answer = await lab.Http.GetAsync(new Uri(lab.Server.Endpoint, task.CredentialsPath), Token);

        Assert.False(answer.IsSuccessStatusCode);
        Assert.DoesNotContain("AccessKeyId", await TextOf(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Task_cannot_reach_what_is_the_servers_own()
    {
        await using var lab = await ServerLab.StartAsync(options => options.AllowReset = true);
        var task = await RunningTask.StartAsync(lab);

        using var answer = await lab.Http.PostAsync(
            new Uri(task.Link(lab, TaskLinks.ApiPort), "/_lanyard/reset"),
            content: null,
            Token
        );

        Assert.False(answer.IsSuccessStatusCode);
        Assert.Equal(1, lab.Server.RunningTasks);
    }

    [Fact]
    public async Task Stopped_tasks_credentials_are_worth_nothing()
    {
        await using var lab = await ServerLab.StartAsync();
        var task = await RunningTask.StartAsync(lab);
        var inside = await task.ClientAsync(lab);
        await inside.SendAsync(StsModel.GetCallerIdentity, new GetCallerIdentityInput());
        var leaked = await task.ClientAsync(lab, lab.Server.Endpoint);

        await StopAsync(lab, task);

        var refused = await Assert.ThrowsAsync<AwsException>(() =>
            leaked.SendAsync(StsModel.GetCallerIdentity, new GetCallerIdentityInput())
        );
        Assert.Equal("InvalidClientTokenId", refused.Code);
    }

    [Fact]
    public async Task Stopped_tasks_link_is_gone_and_its_connections_with_it()
    {
        await using var lab = await ServerLab.StartAsync();
        var task = await RunningTask.StartAsync(lab);
        using var connection = new System.Net.Sockets.TcpClient();
        await connection.ConnectAsync(IPEndPoint.Parse(task.Link(lab).Authority), Token);
        using var inUse = await GetAsync(lab, task, task.MetadataPath);
        var link = task.Link(lab);

        await StopAsync(lab, task);

        Assert.Equal(0, await EndOf(connection));
        await Assert.ThrowsAsync<HttpRequestException>(() => lab.Http.GetAsync(link, Token));
    }

    [Fact]
    public async Task Metadata_is_about_the_container_that_asks()
    {
        await using var lab = await ServerLab.StartAsync();
        var task = await RunningTask.StartAsync(lab);

        using var container = await GetAsync(lab, task, task.MetadataPath);
        using var whole = await GetAsync(lab, task, task.MetadataPath + "/task");
        using var older = await GetAsync(
            lab,
            task,
            task.MetadataPath.Replace("/v4/", "/v3/", StringComparison.Ordinal)
        );

        using var json = JsonDocument.Parse(await TextOf(container));
        Assert.Equal("app", json.RootElement.GetProperty("Name").GetString());
        Assert.Contains(task.Arn, await TextOf(whole), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, older.StatusCode);
    }

    [Theory]
    [InlineData(
        "/v4/none",
        404,
        "\"V4 container metadata handler: unable to get container ID from request: unable to get docker ID from v3 endpoint ID: none\""
    )]
    [InlineData(
        "/v4/none/task",
        404,
        "\"V4 task metadata handler: unable to get task arn from request: unable to get task Arn from v3 endpoint ID: none\""
    )]
    [InlineData(
        "/v3/none",
        400,
        "\"V3 container metadata handler: unable to get container ID from request: unable to get docker ID from v3 endpoint ID: none\""
    )]
    public async Task Metadata_of_an_unknown_id_is_a_bare_string(string path, int status, string body)
    {
        await using var lab = await ServerLab.StartAsync();
        var task = await RunningTask.StartAsync(lab);

        using var answer = await GetAsync(lab, task, path);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(body, await TextOf(answer));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/v2/credentials")]
    [InlineData("/v2/credentials/a/b")]
    [InlineData("/v4/")]
    [InlineData("/latest/meta-data")]
    public async Task Anything_else_is_not_found_as_the_agent_says_it(string path)
    {
        await using var lab = await ServerLab.StartAsync();
        var task = await RunningTask.StartAsync(lab);

        using var answer = await GetAsync(lab, task, path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("404 page not found\n", await TextOf(answer));
    }

    [Fact]
    public async Task Sixty_requests_may_come_at_once_and_no_more()
    {
        await using var lab = await ServerLab.StartAsync();
        var task = await RunningTask.StartAsync(lab);
        for (var i = 0; i < 60; i++)
        {
            using var granted = await GetAsync(lab, task, task.CredentialsPath);
            Assert.Equal(HttpStatusCode.OK, granted.StatusCode);
        }

        using var answer = await GetAsync(lab, task, task.CredentialsPath);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("You have reached maximum request limit.", await TextOf(answer));
    }

    [Fact]
    public async Task Every_answer_tells_the_rate()
    {
        await using var lab = await ServerLab.StartAsync();
        var task = await RunningTask.StartAsync(lab);

        using var answer = await GetAsync(lab, task, "/nothing");

        Assert.Equal("40.00", Assert.Single(answer.Headers.GetValues("X-Rate-Limit-Limit")));
        Assert.Equal("1", Assert.Single(answer.Headers.GetValues("X-Rate-Limit-Duration")));
        Assert.StartsWith(
            "127.0.0.1:",
            Assert.Single(answer.Headers.GetValues("X-Rate-Limit-Request-Remote-Addr")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Who_asked_for_credentials_is_on_record_without_the_id()
    {
        await using var lab = await ServerLab.StartAsync();
        var task = await RunningTask.StartAsync(lab);
        lab.Http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "an \"agent\"");
        using var granted = await GetAsync(lab, task, task.CredentialsPath);
        using var refused = await GetAsync(lab, task, "/v2/credentials/unknown");
        using var metadata = await GetAsync(lab, task, task.MetadataPath);

        await lab.Server.StopAsync(stopTasks: false);

        var lines = await File.ReadAllLinesAsync(Path.Combine(lab.DataDirectory, "audit.log"), Token);
        Assert.Equal(2, lines.Length);
        Assert.Matches(
            $"""^2026-11-24T12:00:00Z 200 127\.0\.0\.1:\d+ "/v2/credentials" "an 'agent'" {task.Arn} GetCredentials 2 default -$""",
            lines[0]
        );
        Assert.Matches("""^2026-11-24T12:00:00Z 400 127\.0\.0\.1:\d+ "/v2/credentials" "an 'agent'" - $""", lines[1]);
    }

    private static Task<HttpResponseMessage> GetAsync(ServerLab lab, RunningTask task, string path) =>
        lab.Http.GetAsync(new Uri(task.Link(lab), path), Token);

    private static Task<string> TextOf(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(Token);

    private static async Task StopAsync(ServerLab lab, RunningTask task)
    {
        await lab.Administrator.SendAsync(EcsModel.StopTask, new StopTaskInput { Task = task.Arn });
        await Eventually.SeesAsync(
            "the task to stop",
            () => lab.Administrator.SendAsync(EcsModel.DescribeTasks, new DescribeTasksInput { Tasks = [task.Arn] }),
            described => described.Tasks![0].LastStatus == "STOPPED",
            described => described.Tasks![0].LastStatus!
        );
    }

    // The server ends the connection as it likes, in order or at once.
    private static async Task<int> EndOf(System.Net.Sockets.TcpClient connection)
    {
        try
        {
            return await connection.GetStream().ReadAsync(new byte[1], Token);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
