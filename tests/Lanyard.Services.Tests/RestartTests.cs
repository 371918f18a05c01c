using Lanyard.Services.SecretsManager;
using Lanyard.Services.Ssm;
using Lanyard.Services.Tests.SecretsManager;
using Lanyard.Services.Tests.Ssm;
using Lanyard.Testing.Doors;
using Lanyard.Wire.Models.SecretsManager;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Tests;

/// <summary>What was acknowledged is there when the services are opened anew over the same store.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task Secrets_keep_their_values_and_labels()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.CreateAsync();
        await SecretsCalls.PutAsync(door, "two");
        await using var again = await TestDoor.OpenAsync(SecretsAsync, door.Door);
        var admin = await again.AdministratorAsync();

        var current = await again.SendAsync(admin, SecretsManagerModel.GetSecretValue, new() { SecretId = "db" });
        var previous = await again.SendAsync(
            admin,
            SecretsManagerModel.GetSecretValue,
            new() { SecretId = "db", VersionStage = "AWSPREVIOUS" }
        );

        Assert.Equal(("two", "one"), (current.SecretString?.Reveal(), previous.SecretString?.Reveal()));
    }

    [Fact]
    public async Task Parameters_keep_their_versions()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.PutAsync("/app/db", "one", "SecureString");
        await door.PutAsync("/app/db", "two", "SecureString");
        await using var again = await TestDoor.OpenAsync(
            async host => (IReadOnlyList<IService>)[await SsmService.OpenAsync(host, default)],
            door.Door
        );
        var admin = await again.AdministratorAsync();

        var output = await again.SendAsync(
            admin,
            SsmModel.GetParameters,
            new() { Names = ["/app/db", "/app/db:1"], WithDecryption = true }
        );

        Assert.Equal(["two", "one"], output.Parameters!.Select(parameter => parameter.Value?.Reveal()));
    }

    [Fact]
    public async Task After_the_store_was_cleared_nothing_is_left()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.CreateAsync();
        await using var again = await TestDoor.OpenAsync(SecretsAsync, door.Door);

        await door.Door.Store.CommitAsync(new Storage.StoreBatch().Clear(), TestContext.Current.CancellationToken);
        await again.CaughtUpAsync();

        var admin = await again.AdministratorAsync();
        Assert.Empty((await again.SendAsync(admin, SecretsManagerModel.ListSecrets, new())).SecretList!);
    }

    private static async Task<IReadOnlyList<IService>> SecretsAsync(ServiceHost host) =>
        [await SecretsManagerService.OpenAsync(host, default)];
}
