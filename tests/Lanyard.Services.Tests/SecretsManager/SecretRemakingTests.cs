using Lanyard.Wire;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Services.Tests.SecretsManager;

/// <summary>A secret that is deleted and made again while a call is on its way is another, which nobody judged the call on.</summary>
public sealed class SecretRemakingTests
{
    private static readonly Dictionary<string, Func<DataDoor, Func<Task>, Task>> Calls = new(StringComparer.Ordinal)
    {
        ["GetSecretValue"] = (d, meanwhile) =>
            d.Door.SendAsync(d.Admin, SecretsManagerModel.GetSecretValue, new() { SecretId = "db" }, meanwhile),
        ["DescribeSecret"] = (d, meanwhile) =>
            d.Door.SendAsync(d.Admin, SecretsManagerModel.DescribeSecret, new() { SecretId = "db" }, meanwhile),
        ["PutSecretValue"] = (d, meanwhile) =>
            d.Door.SendAsync(
                d.Admin,
                SecretsManagerModel.PutSecretValue,
                new() { SecretId = "db", SecretString = new Secret("three") },
                meanwhile
            ),
        ["UpdateSecret"] = (d, meanwhile) =>
            d.Door.SendAsync(
                d.Admin,
                SecretsManagerModel.UpdateSecret,
                new() { SecretId = "db", Description = "changed" },
                meanwhile
            ),
        ["DeleteSecret"] = (d, meanwhile) =>
            d.Door.SendAsync(d.Admin, SecretsManagerModel.DeleteSecret, new() { SecretId = "db" }, meanwhile),
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_judged_on_one_secret_is_not_done_on_its_namesake(string name)
    {
        await using var door = await DataDoor.OpenAsync();
        await door.CreateAsync();

        var error = await Assert.ThrowsAsync<AwsException>(() => Calls[name](door, () => RemakeAsync(door)));

        Assert.Equal("ResourceNotFoundException", error.Code);
        Assert.Equal("two", await door.ReadAsync());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_judged_on_no_secret_is_not_done_on_one_made_since(string name)
    {
        await using var door = await DataDoor.OpenAsync();

        var error = await Assert.ThrowsAsync<AwsException>(() => Calls[name](door, () => door.CreateAsync()));

        Assert.Equal("ResourceNotFoundException", error.Code);
        Assert.Equal("one", await door.ReadAsync());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_call_sees_what_changed_in_the_secret_itself(string name)
    {
        await using var door = await DataDoor.OpenAsync();
        await door.CreateAsync();

        var error = await Record.ExceptionAsync(() => Calls[name](door, () => door.PutAsync("two")));

        Assert.Null(error);
    }

    private static async Task RemakeAsync(DataDoor door)
    {
        var delete = new DeleteSecretInput { SecretId = "db", ForceDeleteWithoutRecovery = true };
        await door.SendAsync(SecretsManagerModel.DeleteSecret, delete);
        await door.CreateAsync(value: "two");
    }
}
