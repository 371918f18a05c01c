using Lanyard.Wire;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Services.Tests.SecretsManager;

/// <summary>Calls to Secrets Manager that most tests make.</summary>
internal static class SecretsCalls
{
    public const string Token1 = "00000000-0000-0000-0000-000000000001";

    public const string Token2 = "00000000-0000-0000-0000-000000000002";

    public static Task<CreateSecretOutput> CreateAsync(
        this DataDoor door,
        string name = "db",
        string? value = "one",
        string? token = null
    ) =>
        door.SendAsync(
            SecretsManagerModel.CreateSecret,
            new()
            {
                Name = name,
                SecretString = value is null ? null : new Secret(value),
                ClientRequestToken = token,
            }
        );

    public static Task<PutSecretValueOutput> PutAsync(
        this DataDoor door,
        string value,
        string? token = null,
        params string[] stages
    ) =>
        door.SendAsync(
            SecretsManagerModel.PutSecretValue,
            new()
            {
                SecretId = "db",
                SecretString = new Secret(value),
                ClientRequestToken = token,
                VersionStages = stages.Length == 0 ? null : stages,
            }
        );

    public static async Task<string?> ReadAsync(
        this DataDoor door,
        string id = "db",
        string? stage = null,
        string? version = null
    ) =>
        (
            await door.SendAsync(
                SecretsManagerModel.GetSecretValue,
                new()
                {
                    SecretId = id,
                    VersionStage = stage,
                    VersionId = version,
                }
            )
        ).SecretString?.Reveal();
}
