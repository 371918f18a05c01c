using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Access.Sessions;
using Lanyard.Testing.Doors;

namespace Lanyard.Access.Tests.Sessions;

/// <summary>What one server writes of identities and credentials counts on the other.</summary>
public sealed class TwoServersTests : IAsyncLifetime
{
    private TestDoor _one = null!;
    private TestDoor _other = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _one = await OpenAsync(beside: null);
        _other = await OpenAsync(_one);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await _one.DisposeAsync();
    }

    [Fact]
    public async Task A_key_that_one_hands_out_the_other_knows()
    {
        var ann = await _one.UserAsync("ann", TestDoor.AllowAll);

        await _other.CaughtUpAsync();

        Assert.Equal(ann.Principal.Arn, _other.Host.Credentials.Find(ann.AccessKeyId!)?.Caller.Principal.Arn);
    }

    [Fact]
    public async Task A_key_that_was_deleted_on_one_dies_on_the_other()
    {
        var ann = await _one.UserAsync("ann", TestDoor.AllowAll);
        await _other.CaughtUpAsync();
        Assert.NotNull(_other.Host.Credentials.Find(ann.AccessKeyId!));

        await _one.Host.Credentials.DeleteKeyAsync(ann.AccessKeyId!, Cancellation);
        await _other.CaughtUpAsync();

        Assert.Null(_other.Host.Credentials.Find(ann.AccessKeyId!));
    }

    [Fact]
    public async Task Sessions_of_a_task_that_ended_on_one_are_unknown_on_the_other()
    {
        var role = await _one.RoleAsync("app", ParameterDoor.Trust, TestDoor.AllowAll);
        var arn = Lanyard.Policy.Arn.Parse("arn:aws:ecs:us-east-1:111122223333:task/default/1");
        var session = await _one.SessionAsync(role, new TaskIdentity(arn, TaskRoleKind.Task));
        await _other.CaughtUpAsync();
        Assert.NotNull(_other.Host.Credentials.Find(session.AccessKeyId!));

        await _one.Host.Credentials.RevokeAsync(arn, Cancellation);
        await _other.CaughtUpAsync();

        Assert.Null(_other.Host.Credentials.Find(session.AccessKeyId!));
    }

    [Fact]
    public async Task Keys_of_a_user_who_is_gone_are_unknown_and_stay_so_when_another_has_the_name()
    {
        var ann = await _one.UserAsync("ann", TestDoor.AllowAll);
        await _other.CaughtUpAsync();
        Assert.NotNull(_other.Host.Credentials.Find(ann.AccessKeyId!));

        await _one.Host.Identities.Users.RemoveAsync(IdentityDirectory.KeyOf(TestDoor.Account, "ann"), Cancellation);
        await _other.CaughtUpAsync();
        var afterRemoval = _other.Host.Credentials.Find(ann.AccessKeyId!);
        await _one.UserAsync("ann", TestDoor.AllowAll);
        await _other.CaughtUpAsync();

        Assert.Null(afterRemoval);
        Assert.Null(_other.Host.Credentials.Find(ann.AccessKeyId!));
    }

    [Fact]
    public async Task Both_find_one_administrator()
    {
        var keys = await Task.WhenAll(
                Enumerable
                    .Range(0, 16)
                    .Select(i =>
                        Task.Run(
                            () => Of(i % 2 == 0 ? _one : _other).EnsureAsync(TestDoor.Account, Cancellation).AsTask(),
                            Cancellation
                        )
                    )
            )
            .WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Cancellation);

        Assert.Single(keys.Select(key => key.AccessKeyId).Distinct(StringComparer.Ordinal));
    }

    private static Task<TestDoor> OpenAsync(TestDoor? beside) =>
        TestDoor.OpenAsync(_ => Task.FromResult<IEnumerable<IOperation>>([]), beside: beside);

    private static Administrators Of(TestDoor door) =>
        new("us-east-1", door.Host.Records, door.Host.Identities, door.Host.Credentials, door.Host.Ids, door.Time);
}
