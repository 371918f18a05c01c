using System.Text.Json;

namespace Lanyard.EndToEnd.Tests;

/// <summary>What the containers of a task can reach: the credentials of their own task role, and no others.</summary>
[Collection(OnSmallTasks.Name)]
public sealed class IsolationTests(SmallTasks tasks)
{
    private const string PrintCredentials =
        "echo \"is $(get 169.254.170.2 80 \"$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI\" | while read -r line; "
        + "do case $line in '{'*) echo \"$line\" ;; esac; done)\"\n";

    // A shell that is the first process of a container ends on a signal only when it says so.
    private const string Stay = "trap exit TERM\nsleep 600 & wait\n";

    [Fact]
    public async Task A_container_gets_the_credentials_of_its_own_task_role()
    {
        var output = await tasks.OutputAsync("get 169.254.170.2 80 \"$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI\"");

        Assert.Contains(
            $"\"RoleArn\":\"arn:aws:iam::000000000000:role/{SmallTasks.TaskRole}\"",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_credentials_id_of_another_task_is_worth_nothing()
    {
        var owner = await tasks.StartAsync("echo \"path $AWS_CONTAINER_CREDENTIALS_RELATIVE_URI\"\n" + Stay);
        var path = await tasks.LineAsync(owner, "path ");

        var thief = await tasks.OutputAsync($"get 169.254.170.2 80 {path}; get 169.254.170.2 4566 {path}");
        using var host = new HttpClient();
        using var outside = await host.GetAsync(
            new Uri(tasks.Server.Endpoint + path),
            TestContext.Current.CancellationToken
        );

        Assert.StartsWith("/v2/credentials/", path, StringComparison.Ordinal);
        Assert.Contains("InvalidIdInRequest", thief, StringComparison.Ordinal);
        Assert.DoesNotContain("AccessKeyId", thief, StringComparison.Ordinal);
        Assert.False(outside.IsSuccessStatusCode);
        await tasks.StopAsync(owner);
    }

    [Fact]
    public async Task Without_a_task_role_there_are_no_credentials_and_never_those_of_the_execution_role()
    {
        var output = await tasks.OutputAsync(
            """
            env
            get 169.254.170.2 80 "${ECS_CONTAINER_METADATA_URI_V4#http://169.254.170.2}/task"
            get 169.254.170.2 80 /v2/credentials/
            get 169.254.170.2 80 /v2/credentials/small-execution
            """,
            hasTaskRole: false
        );

        Assert.Contains("\"TaskARN\"", output, StringComparison.Ordinal);
        Assert.Contains("InvalidIdInRequest", output, StringComparison.Ordinal);
        Assert.DoesNotContain("AWS_CONTAINER_CREDENTIALS", output, StringComparison.Ordinal);
        Assert.DoesNotContain("AccessKeyId", output, StringComparison.Ordinal);
        Assert.DoesNotMatch("A[KS]IA[0-9A-Z]{16}", output);
    }

    [Fact]
    public async Task The_credentials_of_a_machine_are_out_of_reach()
    {
        var output = await tasks.OutputAsync("get 169.254.169.254 80 /latest/meta-data/");

        Assert.Contains("169.254.169.254/80: Network is unreachable", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_loopback_of_the_host_is_out_of_reach()
    {
        await tasks.StopAsync(await tasks.StartAsync(Stay));
        var port = new Uri(tasks.Server.Endpoint).Port;

        var output = await tasks.OutputAsync($"get 127.0.0.1 {port} /");

        Assert.Contains($"127.0.0.1/{port}: Connection refused", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_end_with_their_task()
    {
        var task = await tasks.StartAsync(PrintCredentials + Stay);
        using var credentials = JsonDocument.Parse(await tasks.LineAsync(task, "is "));
        var environment = await tasks.Server.EnvironmentAsync();
        environment["AWS_ACCESS_KEY_ID"] = credentials.RootElement.GetProperty("AccessKeyId").GetString()!;
        environment["AWS_SECRET_ACCESS_KEY"] = credentials.RootElement.GetProperty("SecretAccessKey").GetString()!;
        environment["AWS_SESSION_TOKEN"] = credentials.RootElement.GetProperty("Token").GetString()!;

        var during = await WhoAsync(environment);
        await tasks.StopAsync(task);
        var after = await WhoAsync(environment);

        Assert.Contains($":assumed-role/{SmallTasks.TaskRole}/{task}", during.Output, StringComparison.Ordinal);
        Assert.NotEqual(0, after.ExitCode);
        Assert.Contains("(InvalidClientTokenId)", after.Error, StringComparison.Ordinal);
    }

    private Task<Finished> WhoAsync(Dictionary<string, string> environment) =>
        tasks.Server.TryAwsAsync(["sts", "get-caller-identity"], environment);
}
