using Lanyard.Wire;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Services.Tests.SecretsManager;

public sealed class DeleteSecretTests
{
    private const string Marked = "You can't perform this operation on the secret because it was marked for deletion.";

    [Fact]
    public async Task A_secret_marked_for_deletion_cannot_be_used_and_is_still_described()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.CreateAsync();

        var output = await door.SendAsync(SecretsManagerModel.DeleteSecret, new() { SecretId = "db" });

        Assert.Equal(door.Door.Time.GetUtcNow().AddDays(30), output.DeletionDate);
        var error = await door.FailAsync(SecretsManagerModel.GetSecretValue, new() { SecretId = "db" });
        Assert.Equal("InvalidRequestException", error.Code);
        Assert.Equal(Marked, error.Message);
        var described = await door.SendAsync(SecretsManagerModel.DescribeSecret, new() { SecretId = "db" });
        Assert.Equal(door.Door.Time.GetUtcNow(), described.DeletedDate);
    }

    [Fact]
    public async Task No_value_is_added_to_a_secret_marked_for_deletion()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.CreateAsync();
        await door.SendAsync(SecretsManagerModel.DeleteSecret, new() { SecretId = "db" });

        var put = await door.FailAsync(
            SecretsManagerModel.PutSecretValue,
            new() { SecretId = "db", SecretString = new Secret("two") }
        );
        var update = await door.FailAsync(
            SecretsManagerModel.UpdateSecret,
            new() { SecretId = "db", Description = "d" }
        );
        var delete = await door.FailAsync(SecretsManagerModel.DeleteSecret, new() { SecretId = "db" });

        Assert.All([put, update, delete], error => Assert.Equal(Marked, error.Message));
    }

    [Fact]
    public async Task The_name_is_taken_until_the_window_is_over()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.CreateAsync();
        await door.SendAsync(SecretsManagerModel.DeleteSecret, new() { SecretId = "db", RecoveryWindowInDays = 7 });

        var error = await door.FailAsync(SecretsManagerModel.CreateSecret, new() { Name = "db" });
        door.Door.Time.Advance(TimeSpan.FromDays(7));
        var gone = await door.FailAsync(SecretsManagerModel.DescribeSecret, new() { SecretId = "db" });
        await door.CreateAsync(value: "new");

        Assert.Equal("InvalidRequestException", error.Code);
        Assert.Equal(
            "You can't create this secret because a secret with this name is already scheduled for deletion.",
            error.Message
        );
        Assert.Equal("ResourceNotFoundException", gone.Code);
        Assert.Equal("new", await door.ReadAsync());
    }

    [Fact]
    public async Task Forced_it_is_gone_at_once()
    {
        await using var door = await DataDoor.OpenAsync();
        var first = await door.CreateAsync();

        await door.SendAsync(
            SecretsManagerModel.DeleteSecret,
            new() { SecretId = "db", ForceDeleteWithoutRecovery = true }
        );

        var second = await door.CreateAsync(value: "two");
        Assert.NotEqual(first.ARN, second.ARN);
        Assert.Equal("two", await door.ReadAsync());
    }

    [Fact]
    public async Task What_is_not_there_is_an_error_unless_forced()
    {
        await using var door = await DataDoor.OpenAsync();

        var error = await door.FailAsync(SecretsManagerModel.DeleteSecret, new() { SecretId = "db" });
        var forced = await door.SendAsync(
            SecretsManagerModel.DeleteSecret,
            new() { SecretId = "db", ForceDeleteWithoutRecovery = true }
        );

        Assert.Equal("ResourceNotFoundException", error.Code);
        Assert.Equal("db", forced.Name);
    }

    [Theory]
    [InlineData(6L, null)]
    [InlineData(31L, null)]
    [InlineData(7L, true)]
    public async Task A_window_is_of_7_to_30_days_and_excludes_force(long days, bool? force)
    {
        await using var door = await DataDoor.OpenAsync();
        await door.CreateAsync();

        var error = await door.FailAsync(
            SecretsManagerModel.DeleteSecret,
            new()
            {
                SecretId = "db",
                RecoveryWindowInDays = days,
                ForceDeleteWithoutRecovery = force,
            }
        );

        Assert.Equal("InvalidParameterException", error.Code);
    }
}
