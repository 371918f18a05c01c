using System.Text;
using Lanyard.Access.Sessions;
using Lanyard.Testing.Doors;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Tests.Ecr;

/// <summary>The passwords of registry clients.</summary>
public sealed class EcrAuthorizationTests
{
    [Fact]
    public async Task A_token_is_a_login_at_the_server_for_twelve_hours()
    {
        await using var door = await EcrDoor.OpenAsync();

        var output = await door.SendAsync(EcrModel.GetAuthorizationToken, new());

        var given = Assert.Single(output.AuthorizationData!);
        Assert.Equal("http://127.0.0.1:4566", given.ProxyEndpoint);
        Assert.Equal(door.Door.Time.GetUtcNow().AddHours(12), given.ExpiresAt);
        Assert.StartsWith("AWS:", LoginOf(given), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_stands_for_who_asked_for_it_in_that_region()
    {
        await using var door = await EcrDoor.OpenAsync();
        var password = await PasswordAsync(door, door.Admin, "eu-west-1");

        var grant = door.Service.Resolve(password);

        Assert.Equal(door.Admin.Principal.Arn, grant!.Caller.Principal.Arn);
        Assert.Equal("eu-west-1", grant.Region);
    }

    [Theory]
    [InlineData(11, 59, true)]
    [InlineData(12, 1, false)]
    public async Task A_password_is_good_for_twelve_hours(int hours, int minutes, bool isGood)
    {
        await using var door = await EcrDoor.OpenAsync();
        var password = await PasswordAsync(door, door.Admin);

        door.Door.Time.Advance(new TimeSpan(hours, minutes, 0));

        Assert.Equal(isGood, door.Service.Resolve(password) is not null);
    }

    [Fact]
    public async Task A_password_ends_with_the_session_it_was_asked_with()
    {
        await using var door = await EcrDoor.OpenAsync();
        var role = await door.Door.RoleAsync("task", """{"Version":"2012-10-17","Statement":[]}""", TestDoor.AllowAll);
        var password = await PasswordAsync(door, await door.Door.SessionAsync(role));
        var early = door.Service.Resolve(password);

        door.Door.Time.Advance(TimeSpan.FromMinutes(61));

        Assert.NotNull(early);
        Assert.Null(door.Service.Resolve(password));
    }

    [Fact]
    public async Task A_password_ends_with_the_key_it_was_asked_with()
    {
        await using var door = await EcrDoor.OpenAsync();
        var password = await PasswordAsync(door, door.Admin);

        await door.Door.Host.Credentials.DeleteKeyAsync(door.Admin.AccessKeyId!, TestContext.Current.CancellationToken);

        Assert.Null(door.Service.Resolve(password));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("not base64 !")]
    public async Task A_password_that_is_none_of_ours_stands_for_nobody(string password)
    {
        await using var door = await EcrDoor.OpenAsync();

        Assert.Null(door.Service.Resolve(password));
    }

    [Fact]
    public async Task A_password_with_one_character_changed_stands_for_nobody()
    {
        await using var door = await EcrDoor.OpenAsync();
        var password = (await PasswordAsync(door, door.Admin)).ToCharArray();
        password[^5] = password[^5] == 'A' ? 'B' : 'A';

        Assert.Null(door.Service.Resolve(new string(password)));
    }

    private static async Task<string> PasswordAsync(EcrDoor door, Caller caller, string region = "us-east-1")
    {
        var output = await door.SendAsync(EcrModel.GetAuthorizationToken, new(), caller, region);
        return LoginOf(output.AuthorizationData![0])["AWS:".Length..];
    }

    private static string LoginOf(AuthorizationData given) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(given.AuthorizationToken!.Reveal()));
}
