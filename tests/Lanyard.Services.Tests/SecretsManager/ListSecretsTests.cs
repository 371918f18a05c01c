using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Services.Tests.SecretsManager;

public sealed class ListSecretsTests
{
    [Fact]
    public async Task Secrets_are_listed_as_they_were_made_page_by_page()
    {
        await using var door = await ThreeAsync();

        var first = await door.SendAsync(SecretsManagerModel.ListSecrets, new() { MaxResults = 2 });
        var second = await door.SendAsync(
            SecretsManagerModel.ListSecrets,
            new() { MaxResults = 2, NextToken = first.NextToken }
        );

        Assert.Equal("web app/db|app/key", $"{Names(first)}|{Names(second)}");
        Assert.Null(second.NextToken);
    }

    [Fact]
    public async Task They_can_be_listed_by_name_backwards()
    {
        await using var door = await ThreeAsync();

        var output = await door.SendAsync(
            SecretsManagerModel.ListSecrets,
            new() { SortBy = "name", SortOrder = "desc" }
        );

        Assert.Equal("web app/key app/db", Names(output));
    }

    [Theory]
    [InlineData("name", "app/", "app/db app/key")]
    [InlineData("name", "!app/", "web")]
    [InlineData("name", "App", "")]
    [InlineData("description", "the k", "app/key")]
    [InlineData("tag-key", "te", "web")]
    [InlineData("tag-value", "blue", "web")]
    [InlineData("all", "WEB", "web")]
    [InlineData("primary-region", "eu-west-1", "")]
    public async Task Filters_choose(string key, string value, string expected)
    {
        await using var door = await ThreeAsync();

        var output = await door.SendAsync(
            SecretsManagerModel.ListSecrets,
            new() { Filters = [new() { Key = key, Values = [value] }] }
        );

        Assert.Equal(expected, Names(output));
    }

    [Fact]
    public async Task What_is_marked_for_deletion_is_listed_on_demand()
    {
        await using var door = await ThreeAsync();
        await door.SendAsync(SecretsManagerModel.DeleteSecret, new() { SecretId = "web" });

        var living = await door.SendAsync(SecretsManagerModel.ListSecrets, new());
        var all = await door.SendAsync(SecretsManagerModel.ListSecrets, new() { IncludePlannedDeletion = true });

        Assert.Equal("app/db app/key|web app/db app/key", $"{Names(living)}|{Names(all)}");
    }

    [Fact]
    public async Task Other_accounts_and_regions_see_nothing()
    {
        await using var door = await ThreeAsync();

        Assert.Empty((await door.SendAsync(SecretsManagerModel.ListSecrets, new(), door.Stranger)).SecretList!);
        Assert.Empty((await door.SendAsync(SecretsManagerModel.ListSecrets, new(), region: "eu-west-1")).SecretList!);
    }

    [Fact]
    public async Task A_strange_token_is_refused()
    {
        await using var door = await ThreeAsync();

        var error = await door.FailAsync(SecretsManagerModel.ListSecrets, new() { NextToken = "no token" });

        Assert.Equal("InvalidNextTokenException", error.Code);
    }

    private static string Names(ListSecretsOutput output) =>
        string.Join(' ', output.SecretList!.Select(secret => secret.Name));

    private static async Task<DataDoor> ThreeAsync()
    {
        var door = await DataDoor.OpenAsync();
        CreateSecretInput[] inputs =
        [
            new() { Name = "web", Tags = [new() { Key = "team", Value = "blue" }] },
            new() { Name = "app/db" },
            new() { Name = "app/key", Description = "The key" },
        ];
        foreach (var input in inputs)
        {
            await door.SendAsync(SecretsManagerModel.CreateSecret, input);
            door.Door.Time.Advance(TimeSpan.FromSeconds(1));
        }

        return door;
    }
}
