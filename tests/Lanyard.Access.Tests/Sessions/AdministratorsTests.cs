using Lanyard.Access.Sessions;
using Lanyard.Storage;
using Lanyard.Testing.Doors;

namespace Lanyard.Access.Tests.Sessions;

/// <summary>The user that each account begins with.</summary>
public sealed class AdministratorsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_account_begins_with_an_ordinary_user_who_may_do_everything()
    {
        await using var door = await ParameterDoor.OpenAsync();

        var credential = await Of(door).EnsureAsync(TestDoor.Account, Cancellation);

        Assert.Equal("arn:aws:iam::111122223333:user/administrator", credential.Caller.Principal.Arn);
        Assert.Null(await door.CodeAsync(credential.Caller));
        Assert.Null(credential.SessionToken);
    }

    [Theory]
    [InlineData("cn-north-1", "aws-cn")]
    [InlineData("us-gov-west-1", "aws-us-gov")]
    public async Task It_and_its_policy_are_in_the_partition_of_the_servers_region(string region, string partition)
    {
        await using var door = await ParameterDoor.OpenAsync();

        var credential = await Of(door, region).EnsureAsync(TestDoor.Account, Cancellation);

        var user = Assert.Single(door.Door.Host.Identities.Users.All);
        Assert.Equal($"arn:{partition}:iam::111122223333:user/administrator", credential.Caller.Principal.Arn);
        Assert.Equal([$"arn:{partition}:iam::aws:policy/AdministratorAccess"], user.AttachedPolicies);
        Assert.Null(await door.CodeAsync(credential.Caller));
    }

    [Fact]
    public async Task The_same_key_is_found_again()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var first = await Of(door).EnsureAsync(TestDoor.Account, Cancellation);

        var second = await Of(door).EnsureAsync(TestDoor.Account, Cancellation);

        Assert.Equal(first.AccessKeyId, second.AccessKeyId);
        Assert.Equal(first.SecretAccessKey, second.SecretAccessKey);
    }

    [Fact]
    public async Task Of_many_who_ask_at_once_all_get_the_same_key()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var administrators = Of(door);

        var credentials = await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(_ =>
                    Task.Run(() => administrators.EnsureAsync(TestDoor.Account, Cancellation).AsTask(), Cancellation)
                )
        );

        Assert.Single(credentials.Select(credential => credential.AccessKeyId).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_key_that_was_deleted_is_made_anew()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var first = await Of(door).EnsureAsync(TestDoor.Account, Cancellation);
        await door.Door.Host.Credentials.DeleteKeyAsync(first.AccessKeyId, Cancellation);

        var second = await Of(door).EnsureAsync(TestDoor.Account, Cancellation);

        Assert.NotEqual(first.AccessKeyId, second.AccessKeyId);
    }

    [Fact]
    public async Task User_and_key_outlive_a_cleared_store()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var host = door.Door.Host;
        var before = await Of(door).EnsureAsync(TestDoor.Account, Cancellation);
        await door.Door.RoleAsync("app", ParameterDoor.Trust, TestDoor.AllowAll);
        var batch = new StoreBatch().Clear();
        await Of(door).KeepAsync(TestDoor.Account, batch, Cancellation);

        await door.Door.Store.CommitAsync(batch, Cancellation);
        await door.Door.CaughtUpAsync();

        Assert.Equal(before.SecretAccessKey, host.Credentials.Find(before.AccessKeyId)?.SecretAccessKey);
        Assert.Equal(before.AccessKeyId, (await Of(door).EnsureAsync(TestDoor.Account, Cancellation)).AccessKeyId);
        Assert.Empty(host.Identities.Roles.All);
    }

    private static Administrators Of(ParameterDoor door, string region = "us-east-1") =>
        new(
            region,
            door.Door.Host.Records,
            door.Door.Host.Identities,
            door.Door.Host.Credentials,
            IdSource.Random,
            door.Door.Time
        );
}
