using System.Net;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Logs;
using Lanyard.Wire.Models.Sts;

namespace Lanyard.Server.Tests.Gateway;

public sealed class ControlEndpointTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Health_says_that_the_server_answers_and_whether_it_enforces()
    {
        await using var lab = await ServerLab.StartAsync(options => options.Observe = true);

        var health = await lab.Http.GetStringAsync(At(lab, "/_lanyard/health"), Token);

        Assert.StartsWith("""{"status":"ok","version":""", health, StringComparison.Ordinal);
        Assert.EndsWith("\"observe\":true}", health, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/_lanyard/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/_lanyard", HttpStatusCode.NotFound)]
    [InlineData("GET", "/_lanyard/reset", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/_lanyard/health", HttpStatusCode.MethodNotAllowed)]
    public async Task Anything_else_is_not_there(string method, string path, HttpStatusCode status)
    {
        await using var lab = await ServerLab.StartAsync(options => options.AllowReset = true);
        using var request = new HttpRequestMessage(new HttpMethod(method), At(lab, path));

        using var answer = await lab.Http.SendAsync(request, Token);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Reset_forgets_everything_but_the_administrator_and_its_key()
    {
        await using var lab = await ServerLab.StartAsync(options => options.AllowReset = true);
        await lab.Administrator.SendAsync(LogsModel.CreateLogGroup, new CreateLogGroupInput { LogGroupName = "/gone" });
        var user = await lab.UserAsync("ann", RunningTask.AllowAll);

        using var answer = await lab.Http.PostAsync(At(lab, "/_lanyard/reset"), content: null, Token);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        var groups = await lab.Administrator.SendAsync(LogsModel.DescribeLogGroups, new DescribeLogGroupsInput());
        Assert.Empty(groups.LogGroups ?? []);
        var refused = await Assert.ThrowsAsync<AwsException>(() =>
            user.SendAsync(StsModel.GetCallerIdentity, new GetCallerIdentityInput())
        );
        Assert.Equal("InvalidClientTokenId", refused.Code);
    }

    [Fact]
    public async Task Reset_ends_tasks_and_their_credentials()
    {
        await using var lab = await ServerLab.StartAsync(options => options.AllowReset = true);
        var task = await RunningTask.StartAsync(lab);
        var client = await task.ClientAsync(lab);
        var container = lab.Runtime[lab.Runtime.Created.Single().Id];

        using var answer = await lab.Http.PostAsync(At(lab, "/_lanyard/reset"), content: null, Token);

        Assert.Equal(137, (await container.Exit).ExitCode);
        Assert.Equal(0, lab.Server.RunningTasks);
        await Assert.ThrowsAsync<HttpRequestException>(() =>
            client.SendAsync(StsModel.GetCallerIdentity, new GetCallerIdentityInput())
        );
    }

    [Fact]
    public async Task Resets_at_once_leave_one_administrator_with_its_key()
    {
        await using var lab = await ServerLab.StartAsync(options => options.AllowReset = true);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => lab.Http.PostAsync(At(lab, "/_lanyard/reset"), content: null, Token))
        );

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode));
        await lab.Administrator.SendAsync(StsModel.GetCallerIdentity, new GetCallerIdentityInput());
    }

    [Fact]
    public async Task Reset_is_refused_where_nobody_asked_for_it()
    {
        await using var lab = await ServerLab.StartAsync();

        using var answer = await lab.Http.PostAsync(At(lab, "/_lanyard/reset"), content: null, Token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("--allow-reset", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Web_page_cannot_reset_the_server()
    {
        await using var lab = await ServerLab.StartAsync(options => options.AllowReset = true);
        using var request = new HttpRequestMessage(HttpMethod.Post, At(lab, "/_lanyard/reset"));
        request.Headers.Add("Origin", "https://example.com");

        using var answer = await lab.Http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static Uri At(ServerLab lab, string path) => new(lab.Server.Endpoint, path);
}
