using System.Text;
using Lanyard.Wire;
using Lanyard.Wire.Models.SecretsManager;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Tests;

/// <summary>Plants a value and looks for it everywhere it must not be.</summary>
public sealed class SecretsStaySecretTests
{
    private const string Planted = "planted-Zm9vYmFy-value";

    private static readonly string Encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Planted));

    [Fact]
    public async Task A_planted_value_is_nowhere_in_the_store_nor_in_what_was_decided()
    {
        await using var door = await DataDoor.OpenAsync();
        await PlantAsync(door);
        var ann = await door.AnnAsync("s3:*");
        await door.FailAsync(
            SecretsManagerModel.PutSecretValue,
            new() { SecretId = "text", SecretString = new Secret(Planted) },
            ann
        );

        var written = await WrittenAsync(door);

        Assert.Contains("secretsmanager:PutSecretValue", written, StringComparison.Ordinal);
        Assert.Contains("/secure", written, StringComparison.Ordinal);
        Assert.DoesNotContain(Planted, written, StringComparison.Ordinal);
        Assert.DoesNotContain(Encoded, written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_planted_value_is_in_no_error()
    {
        await using var door = await DataDoor.OpenAsync();
        await PlantAsync(door);
        var tooLong = new Secret(string.Concat(Enumerable.Repeat(Planted, 4_000)));
        var planted = new Secret(Planted);
        var ann = await door.AnnAsync("s3:*");

        Exception[] errors =
        [
            await door.FailAsync(SecretsManagerModel.CreateSecret, new() { Name = "x", SecretString = tooLong }),
            await door.FailAsync(SecretsManagerModel.CreateSecret, new() { Name = "x", SecretBinary = planted }),
            await door.FailAsync(
                SecretsManagerModel.CreateSecret,
                new()
                {
                    Name = "x",
                    SecretBinary = planted,
                    SecretString = planted,
                }
            ),
            await door.FailAsync(SecretsManagerModel.CreateSecret, new() { Name = "x", SecretString = planted }, ann),
            await door.FailAsync(
                SsmModel.PutParameter,
                new()
                {
                    Name = "x",
                    Type = "SecureString",
                    Value = tooLong,
                }
            ),
            await door.FailAsync(SsmModel.PutParameter, new() { Name = "/secure", Value = planted }),
            await door.FailAsync(
                SsmModel.PutParameter,
                new()
                {
                    Name = "x",
                    Type = "String",
                    Value = planted,
                    AllowedPattern = "^[0-9]+$",
                }
            ),
            await door.FailAsync(
                SsmModel.PutParameter,
                new()
                {
                    Name = "x",
                    Type = "Wrong",
                    Value = planted,
                }
            ),
        ];

        Assert.All(errors, error => Assert.DoesNotContain(Planted, error.ToString(), StringComparison.Ordinal));
    }

    private static async Task PlantAsync(DataDoor door)
    {
        await door.SendAsync(
            SecretsManagerModel.CreateSecret,
            new() { Name = "text", SecretString = new Secret(Planted) }
        );
        await door.SendAsync(
            SecretsManagerModel.CreateSecret,
            new() { Name = "bytes", SecretBinary = new Secret(Encoded) }
        );
        await door.SendAsync(
            SsmModel.PutParameter,
            new()
            {
                Name = "/secure",
                Type = "SecureString",
                Value = new Secret(Planted),
            }
        );
        await door.SendAsync(
            SsmModel.PutParameter,
            new()
            {
                Name = "/plain",
                Type = "String",
                Value = new Secret(Planted),
            }
        );
        await door.SendAsync(SecretsManagerModel.GetSecretValue, new() { SecretId = "text" });
        await door.SendAsync(SsmModel.GetParameter, new() { Name = "/secure", WithDecryption = true });
    }

    private static async Task<string> WrittenAsync(DataDoor door)
    {
        var stop = TestContext.Current.CancellationToken;
        var written = new StringBuilder();
        foreach (var collection in new[] { "secretsmanager.secrets", "ssm.parameters" })
        {
            var records = await door.Door.Store.ListAsync(collection, cancellationToken: stop);
            Assert.Equal(2, records.Count);
            foreach (var record in records)
            {
                written.Append(record.Key).Append(Encoding.UTF8.GetString(record.Value.Span));
            }
        }

        foreach (var entry in await door.Door.Store.ReadAsync("decisions", cancellationToken: stop))
        {
            written.Append(Encoding.UTF8.GetString(entry.Payload.Span));
        }

        return written.ToString();
    }
}
