using System.Text;
using Lanyard.Access.Identity;
using Lanyard.Access.Sessions;
using Lanyard.Policy;
using Lanyard.Storage.Sealing;
using Lanyard.Storage.Tables;
using Lanyard.Testing.Doors;

namespace Lanyard.Access.Tests.Sessions;

/// <summary>Keys and sessions: issued, found again, taken back.</summary>
public sealed class CredentialStoreTests
{
    private static readonly Arn TaskArn = Arn.Of("ecs", "us-east-1", "111122223333", "task/default/0123");
    private static readonly Arn OtherTask = Arn.Of("ecs", "us-east-1", "111122223333", "task/default/4567");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_there_again_after_the_store_is_opened_anew()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", TestDoor.AllowAll);
        var issued = door.Door.Host.Credentials.Find(ann.AccessKeyId!)!;

        var found = (await ReopenAsync(door)).Find(issued.AccessKeyId)!;

        Assert.Equal(issued.SecretAccessKey, found.SecretAccessKey);
        Assert.Equal(issued.Caller.Principal.Arn, found.Caller.Principal.Arn);
        Assert.Null(found.SessionToken);
    }

    [Fact]
    public async Task A_session_is_there_again_after_the_store_is_opened_anew()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var identity = new TaskIdentity(TaskArn, TaskRoleKind.Execution);
        var role = await RoleAsync(door);
        var request = new SessionRequest(role, "0123", TimeSpan.FromHours(6))
        {
            Task = identity,
            SourceIdentity = "zoe",
            TransitiveTagKeys = ["team"],
            Tags = role.Tags.Add("team", "a").Add("other", "x"),
        };
        var issued = await door.Door.Host.Credentials.IssueSessionAsync(request, Cancellation);

        var found = (await ReopenAsync(door)).Find(issued.AccessKeyId)!;

        Assert.Equal(issued.SecretAccessKey, found.SecretAccessKey);
        Assert.Equal(issued.SessionToken, found.SessionToken);
        Assert.Equal(door.Door.Time.GetUtcNow().AddHours(6), found.Caller.ExpiresAt);
        Assert.Equal(identity, found.Caller.Task);
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/app/0123", found.Caller.Principal.Arn);
        Assert.Equal("zoe", found.Caller.SourceIdentity);
        Assert.Equal(["team"], found.Caller.TransitiveTags.Keys);
        Assert.Equal(["other", "team"], found.Caller.Tags.Keys);
    }

    [Fact]
    public async Task No_secret_lies_open_in_the_store()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", TestDoor.AllowAll);
        var session = await SessionAsync(door, task: null);
        var credentials = door.Door.Host.Credentials;
        string[] secrets =
        [
            credentials.Find(ann.AccessKeyId!)!.SecretAccessKey.Reveal(),
            credentials.Find(session.AccessKeyId)!.SecretAccessKey.Reveal(),
            credentials.Find(session.AccessKeyId)!.SessionToken!.Reveal(),
        ];

        var texts = new List<string>();
        foreach (var collection in new[] { "iam.access-keys", "sts.sessions" })
        {
            var records = await door.Door.Store.ListAsync(collection, cancellationToken: Cancellation);
            texts.AddRange(records.Select(record => Encoding.UTF8.GetString(record.Value.Span)));
        }

        Assert.Equal(2, texts.Count);
        Assert.DoesNotContain(texts, text => secrets.Any(secret => HoldsInAnyForm(text, secret)));
    }

    [Fact]
    public async Task Without_the_key_of_the_data_directory_secrets_stay_closed()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", TestDoor.AllowAll);
        var otherKey = new byte[32];
        otherKey[0] = 1;
        var reopened = await ReopenAsync(door, new Sealer(otherKey));

        Assert.ThrowsAny<Exception>(() => reopened.Find(ann.AccessKeyId!));
    }

    [Fact]
    public async Task An_unknown_key_is_nobodys()
    {
        await using var door = await ParameterDoor.OpenAsync();

        Assert.Null(door.Door.Host.Credentials.Find("AKIAAAAAAAAAAAAAAAAA"));
    }

    [Fact]
    public async Task A_tasks_sessions_end_together_and_others_go_on()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var credentials = door.Door.Host.Credentials;
        var execution = await SessionAsync(door, new TaskIdentity(TaskArn, TaskRoleKind.Execution));
        var application = await SessionAsync(door, new TaskIdentity(TaskArn, TaskRoleKind.Task));
        var other = await SessionAsync(door, new TaskIdentity(OtherTask, TaskRoleKind.Task));

        await credentials.RevokeAsync(TaskArn, Cancellation);

        Assert.Null(credentials.Find(execution.AccessKeyId));
        Assert.Null(credentials.Find(application.AccessKeyId));
        Assert.NotNull(credentials.Find(other.AccessKeyId));
        Assert.Null((await ReopenAsync(door)).Find(execution.AccessKeyId));
    }

    [Fact]
    public async Task An_expired_session_is_known_for_a_day_so_that_its_user_hears_why()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var credentials = door.Door.Host.Credentials;
        var session = await SessionAsync(door, task: null);

        door.Door.Time.Advance(TimeSpan.FromHours(24));
        await credentials.SweepAsync(Cancellation);
        var afterADay = credentials.Find(session.AccessKeyId);
        door.Door.Time.Advance(TimeSpan.FromHours(2));
        await credentials.SweepAsync(Cancellation);

        Assert.NotNull(afterADay);
        Assert.Null(credentials.Find(session.AccessKeyId));
    }

    [Fact]
    public async Task Whoever_takes_the_name_of_a_user_does_not_take_its_keys()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var host = door.Door.Host;
        var before = await door.Door.UserAsync("ann", ParameterDoor.Allow("sqs:*"));
        await host.Identities.Users.RemoveAsync("111122223333/ann", Cancellation);

        await door.Door.UserAsync("ann", TestDoor.AllowAll);

        Assert.Equal("AccessDeniedException", await door.CodeAsync(before));
        Assert.Null((await ReopenAsync(door)).Find(before.AccessKeyId!));
        Assert.DoesNotContain(
            host.Credentials.KeysOf(host.Identities.Users.Find("111122223333/ann")!),
            key => key.AccessKeyId == before.AccessKeyId
        );
    }

    [Fact]
    public async Task Keys_of_a_user_are_listed_oldest_first()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var host = door.Door.Host;
        var ann = await door.Door.UserAsync("ann", TestDoor.AllowAll);
        await door.Door.UserAsync("bob", TestDoor.AllowAll);
        door.Door.Time.Advance(TimeSpan.FromMinutes(1));
        var user = host.Identities.Users.Find("111122223333/ann")!;
        var (second, _) = await host.Credentials.CreateKeyAsync(user, Cancellation);

        Assert.Equal(
            [ann.AccessKeyId, second.AccessKeyId],
            host.Credentials.KeysOf(user).Select(key => key.AccessKeyId)
        );
    }

    [Fact]
    public async Task Rule_92_a_session_has_no_tags_of_a_role_that_took_the_name_of_its_own()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var session = await SessionAsync(door, task: null);
        var namesake = await RoleAsync(door);
        var tagged = namesake with { Tags = namesake.Tags.Add("team", "a") };
        await door.Door.Host.Identities.Roles.PutAsync(tagged, Cancellation);

        var found = (await ReopenAsync(door)).Find(session.AccessKeyId)!;

        Assert.Empty(found.Caller.Tags);
    }

    [Fact]
    public async Task A_session_policy_limits_the_session()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var request = new SessionRequest(await RoleAsync(door), "session", TimeSpan.FromHours(1))
        {
            SessionPolicies = [ParameterDoor.Allow("ssm:PutParameter")],
        };

        var session = await door.Door.Host.Credentials.IssueSessionAsync(request, Cancellation);

        Assert.Equal("AccessDeniedException", await door.CodeAsync(session.Caller));
    }

    private static bool HoldsInAnyForm(string text, string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        string[] forms = [secret, Convert.ToBase64String(bytes), Convert.ToHexString(bytes)];
        return forms.Any(form => text.Contains(form, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<Credential> SessionAsync(ParameterDoor door, TaskIdentity? task)
    {
        var request = new SessionRequest(await RoleAsync(door), "session", TimeSpan.FromHours(1)) { Task = task };
        return await door.Door.Host.Credentials.IssueSessionAsync(request, Cancellation);
    }

    private static Task<RoleRecord> RoleAsync(ParameterDoor door) =>
        door.Door.RoleAsync("app", ParameterDoor.Trust, TestDoor.AllowAll);

    private static async Task<CredentialStore> ReopenAsync(ParameterDoor door, Sealer? sealer = null)
    {
        var host = door.Door.Host;
        var records = await Records.OpenAsync(door.Door.Store, door.Door.Time, Cancellation);
        var identities = await IdentityDirectory.OpenAsync(records, Cancellation);
        return await CredentialStore.OpenAsync(
            records,
            identities,
            sealer ?? host.Sealer,
            IdSource.Random,
            door.Door.Time,
            Cancellation
        );
    }
}
