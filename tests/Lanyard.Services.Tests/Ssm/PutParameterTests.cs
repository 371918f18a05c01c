using Lanyard.Wire;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Tests.Ssm;

public sealed class PutParameterTests
{
    private const string BadName =
        "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_";

    [Theory]
    [InlineData("arn:aws:ssm:us-east-1:111122223333:parameter/app/db")]
    [InlineData("arn:aws:ssm:eu-west-1:111122223333:parameter/app/db")]
    [InlineData("arn:aws:ssm:us-east-1/x:111122223333:parameter/db")]
    public async Task An_ARN_is_no_name_to_put(string name)
    {
        await using var door = await DataDoor.OpenAsync();

        var error = await door.FailAsync(SsmModel.PutParameter, ParameterCalls.Put(name));

        Assert.Equal(
            ("ValidationException", "Parameter name must be a fully qualified name."),
            (error.Code, error.Message)
        );
        foreach (var region in new[] { "us-east-1", "eu-west-1" })
        {
            var all = await door.SendAsync(SsmModel.DescribeParameters, new(), region: region);
            Assert.Empty(all.Parameters!);
        }
    }

    [Fact]
    public async Task An_ARN_is_no_name_to_delete()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.PutAsync("/app/db");
        var arn = "arn:aws:ssm:us-east-1:111122223333:parameter/app/db";

        var one = await door.FailAsync(SsmModel.DeleteParameter, new() { Name = arn });
        var several = await door.SendAsync(SsmModel.DeleteParameters, new() { Names = [arn] });

        Assert.Equal("ParameterNotFound", one.Code);
        Assert.Equal([arn], several.InvalidParameters);
        Assert.Equal("one", (await door.ReadAsync("/app/db")).Value?.Reveal());
    }

    [Fact]
    public async Task Each_value_is_a_version()
    {
        await using var door = await DataDoor.OpenAsync();

        var first = await door.PutAsync("/app/db", "one");
        var second = await door.PutAsync("/app/db", "two");

        Assert.Equal((1, 2), (first.Version, second.Version));
        Assert.Equal("Standard", first.Tier);
        Assert.Equal("two", (await door.ReadAsync("/app/db")).Value?.Reveal());
    }

    [Fact]
    public async Task The_oldest_of_a_hundred_versions_is_forgotten()
    {
        await using var door = await DataDoor.OpenAsync();
        for (var i = 1; i <= 101; i++)
        {
            await door.PutAsync("a", $"{i}");
        }

        Assert.Equal("2", (await door.ReadAsync("a:2")).Value?.Reveal());
        var error = await door.FailAsync(SsmModel.GetParameter, new() { Name = "a:1" });
        Assert.Equal("ParameterVersionNotFound", error.Code);
    }

    [Fact]
    public async Task A_parameter_is_overwritten_on_demand_only()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.PutAsync("a");

        var error = await door.FailAsync(SsmModel.PutParameter, ParameterCalls.Put("a"));

        Assert.Equal("ParameterAlreadyExists", error.Code);
        Assert.Equal(
            "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
            error.Message
        );
    }

    [Fact]
    public async Task A_new_parameter_has_a_type()
    {
        await using var door = await DataDoor.OpenAsync();

        var error = await door.FailAsync(SsmModel.PutParameter, ParameterCalls.Put("a", type: null));

        Assert.Equal("ValidationException", error.Code);
        Assert.Equal("A parameter type is required when you create a parameter.", error.Message);
    }

    [Fact]
    public async Task An_overwritten_parameter_keeps_what_is_not_given()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.SendAsync(
            SsmModel.PutParameter,
            ParameterCalls.Put("a", "1", "SecureString") with
            {
                Description = "d",
                KeyId = "alias/k",
                AllowedPattern = "^[0-9]$",
            }
        );

        await door.SendAsync(
            SsmModel.PutParameter,
            new()
            {
                Name = "a",
                Value = new Secret("2"),
                Overwrite = true,
            }
        );

        var described = Assert.Single((await door.SendAsync(SsmModel.DescribeParameters, new())).Parameters!);
        Assert.Equal(
            ("d", "alias/k", "^[0-9]$", "SecureString"),
            (described.Description, described.KeyId, described.AllowedPattern, described.Type)
        );
    }

    [Theory]
    [InlineData("ssm-a", "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).")]
    [InlineData("AWS-a", "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).")]
    [InlineData("/ssm/a", BadName)]
    [InlineData("a b", BadName)]
    [InlineData("/a/", BadName)]
    [InlineData("/a//b", BadName)]
    [InlineData("a:1", BadName)]
    [InlineData("a/b", "Parameter name must be a fully qualified name.")]
    public async Task Names_follow_the_rules_of_AWS(string name, string sentence)
    {
        await using var door = await DataDoor.OpenAsync();

        var error = await door.FailAsync(SsmModel.PutParameter, ParameterCalls.Put(name));

        Assert.Equal("ValidationException", error.Code);
        Assert.Equal(sentence, error.Message);
    }

    [Fact]
    public async Task The_path_of_AWS_is_reserved()
    {
        await using var door = await DataDoor.OpenAsync();

        var error = await door.FailAsync(SsmModel.PutParameter, ParameterCalls.Put("/aws/a"));

        Assert.Equal("AccessDeniedException", error.Code);
        Assert.Equal("No access to reserved parameter name: /aws/a.", error.Message);
    }

    [Fact]
    public async Task A_hierarchy_has_fifteen_levels_at_the_most()
    {
        await using var door = await DataDoor.OpenAsync();
        var deepest = string.Concat(Enumerable.Repeat("/a", 15));

        await door.PutAsync(deepest);
        var error = await door.FailAsync(SsmModel.PutParameter, ParameterCalls.Put(deepest + "/a"));

        Assert.Equal("HierarchyLevelLimitExceededException", error.Code);
    }

    [Fact]
    public async Task A_standard_value_is_of_4_KiB_and_an_advanced_one_of_8()
    {
        await using var door = await DataDoor.OpenAsync();
        var large = ParameterCalls.Put("a", new string('x', 4_097));
        var larger = ParameterCalls.Put("a", new string('x', 8_193));

        var standard = await door.FailAsync(SsmModel.PutParameter, large);
        var advanced = await door.FailAsync(SsmModel.PutParameter, larger with { Tier = "Advanced" });
        var output = await door.SendAsync(SsmModel.PutParameter, large with { Tier = "Intelligent-Tiering" });

        Assert.Equal("ValidationException", standard.Code);
        Assert.StartsWith(
            "Standard tier parameters support a maximum parameter value of 4096 characters.",
            standard.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(
            "Advanced tier parameters support a maximum parameter value of 8192 characters.",
            advanced.Message
        );
        Assert.Equal("Advanced", output.Tier);
    }

    [Fact]
    public async Task An_advanced_parameter_stays_one()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.SendAsync(SsmModel.PutParameter, ParameterCalls.Put("a") with { Tier = "Advanced" });

        var kept = await door.PutAsync("a");
        var error = await door.FailAsync(
            SsmModel.PutParameter,
            ParameterCalls.Put("a") with
            {
                Tier = "Standard",
                Overwrite = true,
            }
        );

        Assert.Equal("Advanced", kept.Tier);
        Assert.Equal("ValidationException", error.Code);
    }

    [Fact]
    public async Task An_empty_value_is_refused()
    {
        await using var door = await DataDoor.OpenAsync();

        var error = await door.FailAsync(SsmModel.PutParameter, ParameterCalls.Put("a", ""));

        Assert.Equal("ValidationException", error.Code);
        Assert.Equal(
            "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1.",
            error.Message
        );
    }

    [Fact]
    public async Task Tags_and_overwrite_exclude_each_other()
    {
        await using var door = await DataDoor.OpenAsync();

        var error = await door.FailAsync(
            SsmModel.PutParameter,
            ParameterCalls.Put("a") with
            {
                Overwrite = true,
                Tags = [new() { Key = "team", Value = "blue" }],
            }
        );

        Assert.Equal("ValidationException", error.Code);
        Assert.StartsWith(
            "Invalid request: tags and overwrite can't be used together.",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_value_matches_the_pattern_now_and_later()
    {
        await using var door = await DataDoor.OpenAsync();
        const string Pattern = @"^\d{1,4}$";
        var input = ParameterCalls.Put("a", "12") with { AllowedPattern = Pattern };

        await door.SendAsync(SsmModel.PutParameter, input);
        var error = await door.FailAsync(SsmModel.PutParameter, ParameterCalls.Put("a", "x") with { Overwrite = true });

        Assert.Equal("ParameterPatternMismatchException", error.Code);
        Assert.Equal($"Parameter value, cannot be validated against allowedPattern: {Pattern}", error.Message);
    }

    [Fact]
    public async Task A_pattern_is_a_regular_expression()
    {
        await using var door = await DataDoor.OpenAsync();

        var error = await door.FailAsync(SsmModel.PutParameter, ParameterCalls.Put("a") with { AllowedPattern = "(" });

        Assert.Equal("InvalidAllowedPatternException", error.Code);
    }

    [Fact]
    public async Task A_data_type_is_one_that_AWS_knows()
    {
        await using var door = await DataDoor.OpenAsync();

        var error = await door.FailAsync(SsmModel.PutParameter, ParameterCalls.Put("a") with { DataType = "Text" });

        Assert.Equal("ValidationException", error.Code);
        Assert.Equal(
            "The following data type is not supported: Text (Data type names are all lowercase.)",
            error.Message
        );
    }

    [Fact]
    public async Task Many_who_overwrite_at_once_each_make_a_version()
    {
        await using var door = await DataDoor.OpenAsync();

        var outputs = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => Task.Run(() => door.PutAsync("a", $"{i}")))
        );

        Assert.Equal(
            Enumerable.Range(1, 20).Select(number => (long?)number),
            outputs.Select(output => output.Version).Order()
        );
    }
}
