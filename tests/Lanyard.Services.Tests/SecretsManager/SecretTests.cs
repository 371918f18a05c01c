using Lanyard.Wire;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Services.Tests.SecretsManager;

public sealed class SecretTests
{
    [Fact]
    public async Task An_ARN_ends_with_the_name_and_six_random_characters()
    {
        await using var door = await DataDoor.OpenAsync();

        var secret = await door.CreateAsync("app/db");

        Assert.Matches(@"\Aarn:aws:secretsmanager:us-east-1:111122223333:secret:app/db-[A-Za-z0-9]{6}\z", secret.ARN);
    }

    [Fact]
    public async Task A_secret_is_found_by_name_by_ARN_and_by_ARN_without_suffix()
    {
        await using var door = await DataDoor.OpenAsync();
        var arn = (await door.CreateAsync()).ARN!;

        foreach (var id in new[] { "db", arn, arn[..^7] })
        {
            Assert.Equal("one", await door.ReadAsync(id));
        }
    }

    [Fact]
    public async Task A_whole_ARN_means_its_secret_though_another_is_named_like_its_suffix()
    {
        await using var door = await DataDoor.OpenAsync();
        var arn = (await door.CreateAsync(value: "meant")).ARN!;
        await door.CreateAsync(arn[(arn.LastIndexOf(':') + 1)..], "other");

        Assert.Equal("meant", await door.ReadAsync(arn));
    }

    [Fact]
    public async Task A_wrong_suffix_finds_nothing()
    {
        await using var door = await DataDoor.OpenAsync();
        var arn = (await door.CreateAsync()).ARN!;

        var error = await door.FailAsync(SecretsManagerModel.GetSecretValue, new() { SecretId = arn[..^6] + "000000" });

        Assert.Equal("ResourceNotFoundException", error.Code);
        Assert.Equal("Secrets Manager can't find the specified secret.", error.Message);
    }

    [Fact]
    public async Task A_secret_is_in_its_account_and_region_only()
    {
        await using var door = await DataDoor.OpenAsync();
        var arn = (await door.CreateAsync()).ARN!;
        var byName = new GetSecretValueInput { SecretId = "db" };

        var stranger = await door.FailAsync(SecretsManagerModel.GetSecretValue, byName, door.Stranger);
        var elsewhere = await door.FailAsync(SecretsManagerModel.GetSecretValue, byName, region: "eu-west-1");
        var byArn = await door.FailAsync(
            SecretsManagerModel.GetSecretValue,
            new() { SecretId = arn },
            region: "eu-west-1"
        );

        Assert.All([stranger, elsewhere, byArn], error => Assert.Equal("ResourceNotFoundException", error.Code));
    }

    [Fact]
    public async Task A_name_is_taken_once()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.CreateAsync();

        var error = await door.FailAsync(
            SecretsManagerModel.CreateSecret,
            new() { Name = "db", SecretString = new Secret("one") }
        );

        Assert.Equal("ResourceExistsException", error.Code);
        Assert.Equal("The operation failed because the secret db already exists.", error.Message);
    }

    [Fact]
    public async Task The_same_call_once_more_answers_the_same()
    {
        await using var door = await DataDoor.OpenAsync();
        var first = await door.CreateAsync(token: SecretsCalls.Token1);

        var second = await door.CreateAsync(token: SecretsCalls.Token1);

        Assert.Equal((first.ARN, SecretsCalls.Token1), (second.ARN, second.VersionId));
    }

    [Fact]
    public async Task A_bad_name_is_refused()
    {
        await using var door = await DataDoor.OpenAsync();

        var error = await door.FailAsync(SecretsManagerModel.CreateSecret, new() { Name = "a b" });

        Assert.Equal("ValidationException", error.Code);
        Assert.Equal(
            "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
            error.Message
        );
    }

    [Fact]
    public async Task A_value_is_a_text_or_bytes_and_not_both()
    {
        await using var door = await DataDoor.OpenAsync();

        var error = await door.FailAsync(
            SecretsManagerModel.CreateSecret,
            new()
            {
                Name = "db",
                SecretString = new Secret("a"),
                SecretBinary = new Secret("YQ=="),
            }
        );

        Assert.Equal("InvalidParameterException", error.Code);
    }

    [Fact]
    public async Task A_secret_without_value_has_none_to_read()
    {
        await using var door = await DataDoor.OpenAsync();
        Assert.Null((await door.CreateAsync(value: null)).VersionId);

        var error = await door.FailAsync(SecretsManagerModel.GetSecretValue, new() { SecretId = "db" });

        Assert.Equal("ResourceNotFoundException", error.Code);
        Assert.Equal(
            "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
            error.Message
        );
    }

    [Fact]
    public async Task Bytes_come_back_as_they_were_put_up_to_64_KiB()
    {
        await using var door = await DataDoor.OpenAsync();
        var largest = new Secret(Convert.ToBase64String(new byte[65_536]));
        var tooLarge = new Secret(Convert.ToBase64String(new byte[65_537]));

        await door.SendAsync(SecretsManagerModel.CreateSecret, new() { Name = "db", SecretBinary = largest });
        var read = await door.SendAsync(SecretsManagerModel.GetSecretValue, new() { SecretId = "db" });
        var error = await door.FailAsync(
            SecretsManagerModel.CreateSecret,
            new() { Name = "larger", SecretBinary = tooLarge }
        );

        Assert.Equal(largest, read.SecretBinary);
        Assert.Null(read.SecretString);
        Assert.Equal("ValidationException", error.Code);
    }

    [Fact]
    public async Task A_text_is_of_65536_bytes_at_the_most_and_the_refusal_does_not_show_it()
    {
        await using var door = await DataDoor.OpenAsync();

        var error = await door.FailAsync(
            SecretsManagerModel.CreateSecret,
            new() { Name = "db", SecretString = new Secret(new string('é', 32_769)) }
        );

        Assert.Equal(
            "1 validation error detected: Value at 'secretString' failed to satisfy constraint: Member must have length less than or equal to 65536",
            error.Message
        );
    }

    [Fact]
    public async Task A_tag_key_is_given_once()
    {
        await using var door = await DataDoor.OpenAsync();
        Tag[] tags = [new() { Key = "a", Value = "1" }, new() { Key = "a", Value = "2" }];

        var error = await door.FailAsync(SecretsManagerModel.CreateSecret, new() { Name = "db", Tags = tags });

        Assert.Equal("InvalidParameterException", error.Code);
    }

    [Fact]
    public async Task A_secret_is_described_without_its_value()
    {
        await using var door = await DataDoor.OpenAsync();
        var secret = await door.SendAsync(
            SecretsManagerModel.CreateSecret,
            new()
            {
                Name = "db",
                Description = "d",
                KmsKeyId = "alias/k",
                SecretString = new Secret("one"),
                ClientRequestToken = SecretsCalls.Token1,
                Tags = [new() { Key = "team", Value = "blue" }],
            }
        );

        var described = await door.SendAsync(SecretsManagerModel.DescribeSecret, new() { SecretId = "db" });

        Assert.Equal(
            (secret.ARN, "db", "d", "alias/k"),
            (described.ARN, described.Name, described.Description, described.KmsKeyId)
        );
        Assert.Equal([new Tag { Key = "team", Value = "blue" }], described.Tags!);
        Assert.Equal(["AWSCURRENT"], described.VersionIdsToStages![SecretsCalls.Token1]);
        Assert.Null(described.DeletedDate);
    }
}
