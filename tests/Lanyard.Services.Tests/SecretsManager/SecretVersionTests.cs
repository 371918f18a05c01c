using Lanyard.Wire;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Services.Tests.SecretsManager;

public sealed class SecretVersionTests
{
    [Fact]
    public async Task A_new_value_is_the_current_one_and_the_one_before_stays_readable()
    {
        await using var door = await DataDoor.OpenAsync();
        var one = await door.CreateAsync();
        await door.PutAsync("two");

        Assert.Equal("two", await door.ReadAsync());
        Assert.Equal("one", await door.ReadAsync(stage: "AWSPREVIOUS"));
        Assert.Equal("one", await door.ReadAsync(version: one.VersionId));
    }

    [Fact]
    public async Task A_value_without_label_is_still_read_by_its_id_and_no_longer_described()
    {
        await using var door = await DataDoor.OpenAsync();
        var one = await door.CreateAsync();
        await door.PutAsync("two");
        await door.PutAsync("three");

        Assert.Equal("one", await door.ReadAsync(version: one.VersionId));
        Assert.Equal("two", await door.ReadAsync(stage: "AWSPREVIOUS"));
        var stages = (
            await door.SendAsync(SecretsManagerModel.DescribeSecret, new() { SecretId = "db" })
        ).VersionIdsToStages!;
        Assert.Equal(2, stages.Count);
        Assert.DoesNotContain(one.VersionId!, stages.Keys);
    }

    [Fact]
    public async Task Of_many_values_the_oldest_without_label_is_forgotten()
    {
        await using var door = await DataDoor.OpenAsync();
        var first = await door.CreateAsync();
        var second = await door.PutAsync("second");
        for (var i = 0; i < 99; i++)
        {
            await door.PutAsync($"{i}");
        }

        var error = await door.FailAsync(
            SecretsManagerModel.GetSecretValue,
            new() { SecretId = "db", VersionId = first.VersionId }
        );

        Assert.Equal(
            $"Secrets Manager can't find the specified secret value for VersionId: {first.VersionId}",
            error.Message
        );
        Assert.Equal("second", await door.ReadAsync(version: second.VersionId));
    }

    [Fact]
    public async Task A_label_of_ones_own_moves_to_the_new_value_and_leaves_the_current_one()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.CreateAsync();
        await door.PutAsync("two", null, "blue");
        var three = await door.PutAsync("three", null, "blue");

        Assert.Equal(["blue"], three.VersionStages!);
        Assert.Equal("one", await door.ReadAsync());
        Assert.Equal("three", await door.ReadAsync(stage: "blue"));
    }

    [Fact]
    public async Task The_first_value_is_the_current_one_whatever_its_labels()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.CreateAsync(value: null);

        var output = await door.PutAsync("one", null, "blue");

        Assert.Equal(["blue", "AWSCURRENT"], output.VersionStages!);
        Assert.Equal("one", await door.ReadAsync());
    }

    [Fact]
    public async Task The_same_token_with_the_same_value_adds_nothing()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.CreateAsync();

        await door.PutAsync("two", SecretsCalls.Token1);
        var again = await door.PutAsync("two", SecretsCalls.Token1);

        Assert.Equal(SecretsCalls.Token1, again.VersionId);
        Assert.Equal("one", await door.ReadAsync(stage: "AWSPREVIOUS"));
    }

    [Fact]
    public async Task The_same_token_with_another_value_is_refused()
    {
        await using var door = await DataDoor.OpenAsync();
        var arn = (await door.CreateAsync(token: SecretsCalls.Token1)).ARN;

        var error = await door.FailAsync(
            SecretsManagerModel.PutSecretValue,
            new()
            {
                SecretId = "db",
                SecretString = new Secret("two"),
                ClientRequestToken = SecretsCalls.Token1,
            }
        );

        Assert.Equal("ResourceExistsException", error.Code);
        Assert.Equal(
            $"You can't use ClientRequestToken {SecretsCalls.Token1} because that value is already in use for a version of secret {arn}.",
            error.Message
        );
    }

    [Fact]
    public async Task A_value_must_be_given()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.CreateAsync();

        var error = await door.FailAsync(SecretsManagerModel.PutSecretValue, new() { SecretId = "db" });

        Assert.Equal("InvalidRequestException", error.Code);
        Assert.Equal("You must provide either SecretString or SecretBinary.", error.Message);
    }

    [Fact]
    public async Task A_label_that_no_value_has_finds_nothing()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.CreateAsync();

        var error = await door.FailAsync(
            SecretsManagerModel.GetSecretValue,
            new() { SecretId = "db", VersionStage = "blue" }
        );

        Assert.Equal("ResourceNotFoundException", error.Code);
        Assert.Equal("Secrets Manager can't find the specified secret value for staging label: blue", error.Message);
    }

    [Fact]
    public async Task Label_and_id_must_mean_the_same_value()
    {
        await using var door = await DataDoor.OpenAsync();
        var one = await door.CreateAsync();
        await door.PutAsync("two");

        var error = await door.FailAsync(
            SecretsManagerModel.GetSecretValue,
            new()
            {
                SecretId = "db",
                VersionId = one.VersionId,
                VersionStage = "AWSCURRENT",
            }
        );

        Assert.Equal("InvalidRequestException", error.Code);
        Assert.Equal("You provided a VersionStage that is not associated to the provided VersionId.", error.Message);
    }

    [Fact]
    public async Task An_update_with_a_value_adds_a_version_and_one_without_does_not()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.CreateAsync();

        var words = await door.SendAsync(
            SecretsManagerModel.UpdateSecret,
            new() { SecretId = "db", Description = "new" }
        );
        var value = await door.SendAsync(
            SecretsManagerModel.UpdateSecret,
            new()
            {
                SecretId = "db",
                SecretString = new Secret("two"),
                ClientRequestToken = SecretsCalls.Token2,
            }
        );

        Assert.Null(words.VersionId);
        Assert.Equal(SecretsCalls.Token2, value.VersionId);
        Assert.Equal("two", await door.ReadAsync());
        var described = await door.SendAsync(SecretsManagerModel.DescribeSecret, new() { SecretId = "db" });
        Assert.Equal("new", described.Description);
    }
}
