using Lanyard.Wire;
using Lanyard.Wire.Models.SecretsManager;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Tests.Ssm;

public sealed class GetParameterTests
{
    private const string Arns = "arn:aws:ssm:us-east-1:111122223333:parameter";

    [Theory]
    [InlineData("/app/db")]
    [InlineData("/app/db:1")]
    [InlineData(Arns + "/app/db")]
    [InlineData(Arns + "/app/db:1")]
    public async Task A_parameter_is_found_by_name_and_by_ARN_with_and_without_version(string name)
    {
        await using var door = await DataDoor.OpenAsync();
        await door.PutAsync("/app/db");

        var parameter = await door.ReadAsync(name);

        Assert.Equal(
            ("/app/db", Arns + "/app/db", "one", "String", "text", 1),
            (
                parameter.Name,
                parameter.ARN,
                parameter.Value?.Reveal(),
                parameter.Type,
                parameter.DataType,
                parameter.Version
            )
        );
        Assert.Equal(name.EndsWith(":1", StringComparison.Ordinal) ? ":1" : null, parameter.Selector);
        Assert.Equal(door.Door.Time.GetUtcNow(), parameter.LastModifiedDate);
    }

    [Theory]
    [InlineData("db")]
    [InlineData("/db")]
    public async Task An_ARN_means_the_name_with_or_without_slash(string name)
    {
        await using var door = await DataDoor.OpenAsync();
        await door.PutAsync(name);

        var parameter = await door.ReadAsync(Arns + "/db");

        Assert.Equal((name, Arns + "/db"), (parameter.Name, parameter.ARN));
    }

    [Fact]
    public async Task A_name_means_itself_with_or_without_slash()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.PutAsync("db");

        var error = await door.FailAsync(SsmModel.GetParameter, new() { Name = "/db" });

        Assert.Equal("ParameterNotFound", error.Code);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("arn:aws:ssm:eu-west-1:111122223333:parameter/db")]
    [InlineData("arn:aws:ssm:us-east-1:111122223333:parameter")]
    public async Task What_is_not_there_is_refused_without_a_word(string name)
    {
        await using var door = await DataDoor.OpenAsync();
        await door.PutAsync("db");

        var error = await door.FailAsync(SsmModel.GetParameter, new() { Name = name });

        Assert.Equal(("ParameterNotFound", ""), (error.Code, error.Message));
    }

    [Fact]
    public async Task A_version_that_is_not_there_is_named()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.PutAsync("db");

        var error = await door.FailAsync(SsmModel.GetParameter, new() { Name = "db:2" });

        Assert.Equal("ParameterVersionNotFound", error.Code);
        Assert.Equal(
            "Systems Manager could not find version 2 of db. Verify the version and try again.",
            error.Message
        );
    }

    [Fact]
    public async Task A_secure_string_is_opaque_until_it_is_to_be_decrypted()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.PutAsync("db", "hidden", "SecureString");

        var closed = (await door.ReadAsync("db")).Value!.Reveal();

        Assert.DoesNotContain("hidden", closed, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "hidden",
            System.Text.Encoding.Latin1.GetString(Convert.FromBase64String(closed)),
            StringComparison.Ordinal
        );
        Assert.Equal("hidden", (await door.ReadAsync("db", decrypts: true)).Value?.Reveal());
    }

    [Fact]
    public async Task Of_many_names_the_unknown_ones_come_back_as_they_were_given()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.PutAsync("a", "1");
        await door.PutAsync("/b", "2");

        var output = await door.ReadAllAsync("a", "/b:1", "missing", "a:label", Arns + "/none");

        Assert.Equal(["a", "/b"], output.Parameters!.Select(parameter => parameter.Name));
        Assert.Equal(["1", "2"], output.Parameters!.Select(parameter => parameter.Value?.Reveal()));
        Assert.Equal(["missing", "a:label", Arns + "/none"], output.InvalidParameters!);
    }

    [Fact]
    public async Task Ten_names_are_read_at_a_time()
    {
        await using var door = await DataDoor.OpenAsync();

        var error = await door.FailAsync(
            SsmModel.GetParameters,
            new() { Names = [.. Enumerable.Range(0, 11).Select(i => $"p{i}")] }
        );

        Assert.Equal("ValidationException", error.Code);
    }

    [Fact]
    public async Task Other_accounts_and_regions_see_nothing()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.PutAsync("db");

        var stranger = await door.FailAsync(SsmModel.GetParameter, new() { Name = "db" }, door.Stranger);
        var elsewhere = await door.FailAsync(SsmModel.GetParameter, new() { Name = "db" }, region: "eu-west-1");

        Assert.Equal(("ParameterNotFound", "ParameterNotFound"), (stranger.Code, elsewhere.Code));
        Assert.Empty((await door.SendAsync(SsmModel.DescribeParameters, new(), door.Stranger)).Parameters!);
    }

    [Fact]
    public async Task Deleted_parameters_are_gone_and_unknown_ones_invalid()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.PutAsync("a");
        await door.PutAsync("b");

        await door.SendAsync(SsmModel.DeleteParameter, new() { Name = "a" });
        var output = await door.SendAsync(SsmModel.DeleteParameters, new() { Names = ["a", "b"] });
        var error = await door.FailAsync(SsmModel.DeleteParameter, new() { Name = "b" });

        Assert.Equal(["b"], output.DeletedParameters!);
        Assert.Equal(["a"], output.InvalidParameters!);
        Assert.Equal(("ParameterNotFound", ""), (error.Code, error.Message));
    }

    [Fact]
    public async Task A_reference_reads_the_current_value_of_a_secret()
    {
        await using var door = await DataDoor.OpenAsync();
        var secret = await door.SendAsync(
            SecretsManagerModel.CreateSecret,
            new() { Name = "app/db", SecretString = new Secret("hidden") }
        );

        var parameter = await door.ReadAsync("/aws/reference/secretsmanager/app/db", decrypts: true);

        Assert.Equal(
            ("/aws/reference/secretsmanager/app/db", secret.ARN, "SecureString", "hidden"),
            (parameter.Name, parameter.ARN, parameter.Type, parameter.Value?.Reveal())
        );
        Assert.Contains(secret.VersionId!, parameter.SourceResult, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reference_is_to_be_decrypted()
    {
        await using var door = await DataDoor.OpenAsync();

        var error = await door.FailAsync(SsmModel.GetParameter, new() { Name = "/aws/reference/secretsmanager/db" });

        Assert.Equal("ValidationException", error.Code);
        Assert.Equal("WithDecryption flag must be True for retrieving a Secret Manager secret.", error.Message);
    }

    [Fact]
    public async Task A_reference_to_nothing_is_invalid()
    {
        await using var door = await DataDoor.OpenAsync();

        var output = await door.ReadAllAsync("/aws/reference/secretsmanager/db");

        Assert.Equal(["/aws/reference/secretsmanager/db"], output.InvalidParameters!);
    }
}
