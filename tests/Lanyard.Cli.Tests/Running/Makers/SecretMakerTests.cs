using System.Text.Json;
using Lanyard.Cli.Commands;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Cli.Tests.Running.Makers;

/// <summary>Secrets of templates, above all those whose value is generated.</summary>
public sealed class SecretMakerTests : IAsyncLifetime
{
    private CliLab _lab = null!;

    public async ValueTask InitializeAsync() => _lab = await CliLab.StartAsync();

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task A_generated_value_has_the_length_and_the_characters_that_are_asked_for()
    {
        var value = await MakeAsync(
            "GenerateSecretString: {PasswordLength: 200, ExcludePunctuation: true, ExcludeUppercase: true, ExcludeCharacters: abc}"
        );

        Assert.Matches("^[d-z0-9]{200}$", value);
    }

    [Fact]
    public async Task A_generated_value_goes_into_the_template_under_its_key()
    {
        var value = await MakeAsync(
            """GenerateSecretString: {SecretStringTemplate: '{"user": "ann"}', GenerateStringKey: password}"""
        );

        using var json = JsonDocument.Parse(value);
        Assert.Equal("ann", json.RootElement.GetProperty("user").GetString());
        Assert.Equal(32, json.RootElement.GetProperty("password").GetString()!.Length);
    }

    [Fact]
    public async Task A_generated_value_stays_when_the_template_is_made_again()
    {
        const string Recipe = "GenerateSecretString: {PasswordLength: 32}";

        Assert.Equal(await MakeAsync(Recipe), await MakeAsync(Recipe));
    }

    [Fact]
    public async Task A_value_that_is_written_is_updated_when_the_template_is_made_again()
    {
        await MakeAsync("SecretString: first");

        Assert.Equal("second", await MakeAsync("SecretString: second"));
    }

    [Theory]
    [InlineData("{PasswordLength: many}", "PasswordLength")]
    [InlineData("{PasswordLength: 0}", "PasswordLength")]
    [InlineData("{PasswordLength: 4097}", "PasswordLength")]
    [InlineData("{ExcludeNumbers: perhaps}", "ExcludeNumbers")]
    [InlineData(
        "{ExcludeLowercase: true, ExcludeUppercase: true, ExcludeNumbers: true, ExcludePunctuation: true}",
        "leaves no character"
    )]
    [InlineData("{SecretStringTemplate: 'no JSON', GenerateStringKey: key}", "SecretStringTemplate")]
    [InlineData("{SecretStringTemplate: '[]', GenerateStringKey: key}", "SecretStringTemplate")]
    public async Task A_recipe_that_cannot_be_followed_is_misuse_with_its_place(string recipe, string words)
    {
        var error = await Assert.ThrowsAsync<CommandException>(() => MakeAsync($"GenerateSecretString: {recipe}"));

        Assert.Equal(ExitCodes.Misuse, error.ExitCode);
        Assert.StartsWith($"{_lab["template.yaml"]}:6:", error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    private async Task<string> MakeAsync(string property)
    {
        var stack = await _lab.StackAsync(
            $"""
            Resources:
              Key:
                Type: AWS::SecretsManager::Secret
                Properties:
                  Name: key
                  {property}
            """
        );
        await stack.MakeAsync(_lab.Client, (_, _) => { }, CliLab.Token);
        var value = await _lab.SendAsync(
            SecretsManagerModel.GetSecretValue,
            new GetSecretValueInput { SecretId = "key" }
        );
        return value.SecretString!.Reveal();
    }
}
