using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Tests.Ssm;

public sealed class ParameterListTests
{
    [Theory]
    [InlineData("/app", false, "/app/a /app/b")]
    [InlineData("/app/", false, "/app/a /app/b")]
    [InlineData("/app", true, "/app/a /app/b /app/sub/c")]
    [InlineData("/ap", true, "")]
    [InlineData("/", false, "root")]
    [InlineData("/", true, "/app/a /app/b /app/sub/c /apple/d root")]
    public async Task A_path_leads_to_what_is_below_it(string path, bool recursive, string expected)
    {
        await using var door = await FiveAsync();

        var output = await door.SendAsync(SsmModel.GetParametersByPath, new() { Path = path, Recursive = recursive });

        Assert.Equal(expected, string.Join(' ', output.Parameters!.Select(parameter => parameter.Name)));
    }

    [Fact]
    public async Task A_path_is_read_page_by_page()
    {
        await using var door = await FiveAsync();
        var input = new GetParametersByPathInput
        {
            Path = "/",
            Recursive = true,
            MaxResults = 3,
        };

        var first = await door.SendAsync(SsmModel.GetParametersByPath, input);
        var second = await door.SendAsync(SsmModel.GetParametersByPath, input with { NextToken = first.NextToken });

        Assert.Equal((3, 2), (first.Parameters!.Count, second.Parameters!.Count));
        Assert.Null(second.NextToken);
    }

    [Fact]
    public async Task A_path_begins_with_a_slash()
    {
        await using var door = await FiveAsync();

        var error = await door.FailAsync(SsmModel.GetParametersByPath, new() { Path = "app" });

        Assert.Equal("ValidationException", error.Code);
        Assert.Equal(
            "The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash \"/\".",
            error.Message
        );
    }

    [Fact]
    public async Task A_path_shows_secure_strings_decrypted_on_demand()
    {
        await using var door = await FiveAsync();
        var input = new GetParametersByPathInput { Path = "/apple" };

        var closed = await door.SendAsync(SsmModel.GetParametersByPath, input);
        var open = await door.SendAsync(SsmModel.GetParametersByPath, input with { WithDecryption = true });

        Assert.NotEqual("one", closed.Parameters![0].Value?.Reveal());
        Assert.Equal("one", open.Parameters![0].Value?.Reveal());
    }

    [Fact]
    public async Task A_strange_token_is_refused()
    {
        await using var door = await FiveAsync();

        var error = await door.FailAsync(SsmModel.DescribeParameters, new() { NextToken = "no token" });

        Assert.Equal("InvalidNextToken", error.Code);
        Assert.Equal("The specified token is not valid.", error.Message);
    }

    [Theory]
    [InlineData("Name", null, "root", "root")]
    [InlineData("Name", "BeginsWith", "/app/", "/app/a /app/b /app/sub/c")]
    [InlineData("Name", "Contains", "sub", "/app/sub/c")]
    [InlineData("Path", null, "/app", "/app/a /app/b")]
    [InlineData("Path", "Recursive", "/app", "/app/a /app/b /app/sub/c")]
    [InlineData("Type", null, "SecureString", "/apple/d")]
    [InlineData("KeyId", null, "alias/aws/ssm", "/apple/d")]
    [InlineData("tag:team", null, "blue", "/app/a")]
    [InlineData("Label", null, "x", "")]
    public async Task Filters_choose(string key, string? option, string value, string expected)
    {
        await using var door = await FiveAsync();

        var output = await door.SendAsync(
            SsmModel.DescribeParameters,
            new()
            {
                ParameterFilters =
                [
                    new()
                    {
                        Key = key,
                        Option = option,
                        Values = [value],
                    },
                ],
            }
        );

        Assert.Equal(expected, string.Join(' ', output.Parameters!.Select(parameter => parameter.Name)));
    }

    [Fact]
    public async Task The_older_filter_by_name_takes_the_beginning()
    {
        await using var door = await FiveAsync();

        var output = await door.SendAsync(
            SsmModel.DescribeParameters,
            new() { Filters = [new() { Key = "Name", Values = ["/apple"] }] }
        );

        Assert.Equal("/apple/d", Assert.Single(output.Parameters!).Name);
    }

    [Fact]
    public async Task An_unknown_option_is_refused()
    {
        await using var door = await FiveAsync();

        var error = await door.FailAsync(
            SsmModel.DescribeParameters,
            new()
            {
                ParameterFilters =
                [
                    new()
                    {
                        Key = "Name",
                        Option = "Like",
                        Values = ["a"],
                    },
                ],
            }
        );

        Assert.Equal("InvalidFilterOption", error.Code);
    }

    [Fact]
    public async Task Below_a_path_only_some_keys_filter()
    {
        await using var door = await FiveAsync();

        var error = await door.FailAsync(
            SsmModel.GetParametersByPath,
            new() { Path = "/", ParameterFilters = [new() { Key = "Name", Values = ["a"] }] }
        );

        Assert.Equal("InvalidFilterKey", error.Code);
    }

    private static async Task<DataDoor> FiveAsync()
    {
        var door = await DataDoor.OpenAsync();
        await door.SendAsync(
            SsmModel.PutParameter,
            ParameterCalls.Put("/app/a") with
            {
                Tags = [new() { Key = "team", Value = "blue" }],
            }
        );
        await door.PutAsync("/app/b");
        await door.PutAsync("/app/sub/c");
        await door.PutAsync("/apple/d", type: "SecureString");
        await door.PutAsync("root");
        return door;
    }
}
