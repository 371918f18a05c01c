using System.Text;
using System.Text.Json;
using Lanyard.Tasks.Credentials;
using Lanyard.Tasks.Lifecycle;

namespace Lanyard.Tasks.Tests.Credentials;

public sealed class CredentialsBrokerTests
{
    [Fact]
    public async Task Task_s_own_id_answers_the_task_role_s_credentials()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();

        var answer = lab.Engine.Credentials.Answer(task.Arn, task.CredentialsId!);

        using var json = JsonDocument.Parse(answer.Json);
        var session = lab.Door.Host.Credentials.Find(json.RootElement.GetProperty("AccessKeyId").GetString()!)!;
        Assert.Equal(200, answer.Status);
        Assert.Equal(
            ["RoleArn", "AccessKeyId", "SecretAccessKey", "Token", "Expiration"],
            json.RootElement.EnumerateObject().Select(member => member.Name)
        );
        Assert.Equal(
            (
                TaskLab.TaskRole,
                session.SecretAccessKey.Reveal(),
                session.SessionToken!.Reveal(),
                "2026-11-24T18:00:00Z"
            ),
            (Text(json, "RoleArn"), Text(json, "SecretAccessKey"), Text(json, "Token"), Text(json, "Expiration"))
        );
        Assert.Equal($"arn:aws:sts::111122223333:assumed-role/app/{task.Id}", session.Caller.Principal.Arn);
    }

    [Fact]
    public async Task Id_of_another_task_answers_nothing()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();
        var other = await lab.RunningAsync();

        var answer = lab.Engine.Credentials.Answer(task.Arn, other.CredentialsId!);

        AssertError(answer, 400, "InvalidIdInRequest", "CredentialsV2Request: Credentials not found");
    }

    [Theory]
    [InlineData("", false, "NoIdInRequest", "CredentialsV2Request: No Credential ID in the request")]
    [InlineData("", true, "NoIdInRequest", "CredentialsV1Request: No Credential ID in the request")]
    [InlineData("x", false, "InvalidIdInRequest", "CredentialsV2Request: Credentials not found")]
    [InlineData("x", true, "InvalidIdInRequest", "CredentialsV1Request: Credentials not found")]
    public async Task Id_that_is_none_is_refused(string id, bool isVersion1, string code, string message)
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();

        AssertError(lab.Engine.Credentials.Answer(task.Arn, id, isVersion1), 400, code, message);
    }

    [Fact]
    public async Task Id_without_credentials_yet_is_told_to_wait()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();
        await lab.Engine.DisposeAsync();
        var roles = lab.Door.Host.Identities.Roles;
        await roles.RemoveAsync("111122223333/app", TestContext.Current.CancellationToken);
        lab.Door.Time.Advance(TimeSpan.FromHours(7));

        await lab.RestartAsync();

        AssertError(
            lab.Engine.Credentials.Answer(task.Arn, task.CredentialsId!),
            503,
            "CredentialsUninitialized",
            "CredentialsV2Request: Credentials uninitialized for ID"
        );
    }

    [Fact]
    public async Task Stopped_task_s_id_answers_nothing()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Runtime.Program = _ => Task.FromResult(0);

        var task = await lab.RunAsync();

        Assert.Equal(400, lab.Engine.Credentials.Answer(task.Arn, task.CredentialsId!).Status);
    }

    [Fact]
    public async Task Sessions_are_renewed_well_before_their_end_and_the_old_ones_stay_good()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();
        var first = KeyId(lab.Engine.Credentials.Answer(task.Arn, task.CredentialsId!));

        lab.Door.Time.Advance(TimeSpan.FromHours(4.9));
        Assert.Equal(2, lab.Cloud.CallsTo("sts:AssumeRole"));
        lab.Door.Time.Advance(TimeSpan.FromHours(0.1));
        var renewed = await lab.UntilAsync(
            task,
            one =>
                one.TaskSessionKeyId != task.TaskSessionKeyId && one.ExecutionSessionKeyId != task.ExecutionSessionKeyId
        );

        var second = KeyId(lab.Engine.Credentials.Answer(task.Arn, task.CredentialsId!));
        Assert.NotEqual(first, second);
        Assert.Equal(second, renewed.TaskSessionKeyId);
        Assert.NotNull(lab.Door.Host.Credentials.Find(first));
    }

    [Fact]
    public async Task Stop_revokes_renewed_and_older_sessions_alike()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();
        lab.Door.Time.Advance(TimeSpan.FromHours(5));
        var renewed = await lab.UntilAsync(task, one => one.TaskSessionKeyId != task.TaskSessionKeyId);

        await lab.Engine.StopAsync(task.Arn, null, TestContext.Current.CancellationToken);
        await lab.ReachedAsync(task, TaskStatuses.Stopped);

        Assert.Null(lab.Door.Host.Credentials.Find(task.TaskSessionKeyId!));
        Assert.Null(lab.Door.Host.Credentials.Find(renewed.TaskSessionKeyId!));
    }

    [Fact]
    public async Task Trust_that_was_withdrawn_leaves_the_session_to_its_end()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();
        var before = KeyId(lab.Engine.Credentials.Answer(task.Arn, task.CredentialsId!));
        await lab.Door.Host.Identities.Roles.RemoveAsync("111122223333/app", TestContext.Current.CancellationToken);

        lab.Door.Time.Advance(TimeSpan.FromHours(5));
        await lab.UntilAsync(task, one => one.ExecutionSessionKeyId != task.ExecutionSessionKeyId);

        Assert.Equal(before, KeyId(lab.Engine.Credentials.Answer(task.Arn, task.CredentialsId!)));
    }

    [Fact]
    public async Task Containers_never_see_the_execution_role()
    {
        await using var lab = await TaskLab.OpenAsync();

        var task = await lab.RunningAsync();

        var values = string.Join('\n', lab.ContainerOf(task, "app").Spec.Environment.Values);
        Assert.DoesNotContain(task.ExecutionSessionKeyId!, values);
        Assert.DoesNotContain("exec", values);
        Assert.DoesNotContain(
            TaskLab.ExecutionRole,
            Encoding.UTF8.GetString(lab.Engine.Credentials.Answer(task.Arn, task.CredentialsId!).Json.Span)
        );
    }

    private static string KeyId(CredentialsAnswer answer)
    {
        using var json = JsonDocument.Parse(answer.Json);
        return Text(json, "AccessKeyId");
    }

    private static string Text(JsonDocument json, string name) => json.RootElement.GetProperty(name).GetString()!;

    private static void AssertError(CredentialsAnswer answer, int status, string code, string message) =>
        Assert.Equal(
            (status, $$"""{"code":"{{code}}","message":"{{message}}","HTTPErrorCode":{{status}}}"""),
            (answer.Status, Encoding.UTF8.GetString(answer.Json.Span))
        );
}
