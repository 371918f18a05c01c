using Lanyard.Access.Sessions;
using Lanyard.Wire;
using Lanyard.Wire.Models.SecretsManager;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Tests.Ssm;

public sealed class ParameterPermissionTests
{
    private const string Arns = "arn:aws:ssm:us-east-1:111122223333:";

    private static readonly Dictionary<string, Func<DataDoor, Caller, Task>> Calls = new(StringComparer.Ordinal)
    {
        ["ssm:PutParameter"] = (d, c) => d.SendAsync(SsmModel.PutParameter, ParameterCalls.Put("/app/a"), c),
        ["ssm:GetParameter"] = (d, c) => d.SendAsync(SsmModel.GetParameter, new() { Name = "/app/a" }, c),
        ["ssm:GetParameters"] = (d, c) => d.SendAsync(SsmModel.GetParameters, new() { Names = ["app"] }, c),
        ["ssm:GetParametersByPath"] = (d, c) => d.SendAsync(SsmModel.GetParametersByPath, new() { Path = "/app/" }, c),
        ["ssm:DeleteParameter"] = (d, c) => d.SendAsync(SsmModel.DeleteParameter, new() { Name = "/app/a" }, c),
        ["ssm:DeleteParameters"] = (d, c) => d.SendAsync(SsmModel.DeleteParameters, new() { Names = ["/app/a"] }, c),
        ["ssm:DescribeParameters"] = (d, c) => d.SendAsync(SsmModel.DescribeParameters, new(), c),
    };

    [Theory]
    [InlineData("ssm:PutParameter", Arns + "parameter/app/a")]
    [InlineData("ssm:GetParameter", Arns + "parameter/app/a")]
    [InlineData("ssm:GetParameters", Arns + "parameter/app")]
    [InlineData("ssm:GetParametersByPath", Arns + "parameter/app/")]
    [InlineData("ssm:DeleteParameter", Arns + "parameter/app/a")]
    [InlineData("ssm:DeleteParameters", Arns + "parameter/app/a")]
    [InlineData("ssm:DescribeParameters", Arns + "*")]
    public async Task Without_the_permission_AWS_refuses_whether_or_not_the_parameter_is_there(
        string action,
        string shown
    )
    {
        await using var door = await DataDoor.OpenAsync();
        var ann = await door.AnnAsync("s3:*");

        var error = await Assert.ThrowsAsync<Wire.Errors.AwsException>(() => Calls[action](door, ann));

        Assert.Equal("AccessDeniedException", error.Code);
        Assert.Equal(DataDoor.Refusal(action, shown), error.Message);
    }

    [Fact]
    public async Task The_permission_to_read_one_is_not_the_permission_to_read_several()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.PutAsync("app");
        var ann = await door.AnnAsync("ssm:GetParameter");

        var error = await Assert.ThrowsAsync<Wire.Errors.AwsException>(() => Calls["ssm:GetParameters"](door, ann));

        Assert.Equal("AccessDeniedException", error.Code);
    }

    [Fact]
    public async Task One_parameter_that_may_not_be_read_refuses_them_all()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.PutAsync("/app/a");
        await door.PutAsync("/other/b");
        var ann = await door.AnnAsync("ssm:GetParameters", Arns + "parameter/app/*");

        var error = await door.FailAsync(SsmModel.GetParameters, new() { Names = ["/app/a", "/other/b"] }, ann);

        Assert.Equal(DataDoor.Refusal("ssm:GetParameters", Arns + "parameter/other/b"), error.Message);
    }

    [Theory]
    [InlineData("parameter/app/*", "/app", false)]
    [InlineData("parameter/app/*", "/app/", true)]
    [InlineData("parameter/app", "/app", true)]
    public async Task The_path_itself_must_be_allowed(string resource, string path, bool isAllowed)
    {
        await using var door = await DataDoor.OpenAsync();
        var ann = await door.AnnAsync("ssm:GetParametersByPath", Arns + resource);

        var error = await Record.ExceptionAsync(() =>
            door.SendAsync(SsmModel.GetParametersByPath, new() { Path = path }, ann)
        );

        Assert.Equal(isAllowed, error is null);
    }

    [Theory]
    [InlineData("ssm:GetParameter", """{"StringEquals":{"aws:ResourceTag/team":"blue"}}""", true)]
    [InlineData("ssm:GetParameter", """{"StringEquals":{"ssm:resourceTag/team":"blue"}}""", true)]
    [InlineData("ssm:GetParameter", """{"StringEquals":{"ssm:resourceTag/team":"red"}}""", false)]
    [InlineData("ssm:GetParametersByPath", """{"Bool":{"ssm:Recursive":"true"}}""", false)]
    [InlineData("ssm:GetParametersByPath", """{"Bool":{"ssm:Recursive":"false"}}""", true)]
    public async Task Conditions_see_tags_and_depth(string action, string condition, bool isAllowed)
    {
        await using var door = await TaggedAsync();
        var ann = await door.AnnAsync(action, condition: condition);

        var error = await Record.ExceptionAsync(() => Calls[action](door, ann));

        Assert.Equal(isAllowed, error is null);
    }

    [Theory]
    [InlineData("""{"StringEquals":{"ssm:Overwrite":"true"}}""", true)]
    [InlineData("""{"StringEquals":{"ssm:Overwrite":"false"}}""", false)]
    [InlineData("""{"StringEquals":{"aws:ResourceTag/team":"blue"}}""", true)]
    public async Task Overwriting_is_conditioned_by_itself_and_by_the_tags_there(string condition, bool isAllowed)
    {
        await using var door = await TaggedAsync();
        var ann = await door.AnnAsync("ssm:PutParameter", condition: condition);
        var input = ParameterCalls.Put("/app/a") with { Overwrite = true };

        var error = await Record.ExceptionAsync(() => door.SendAsync(SsmModel.PutParameter, input, ann));

        Assert.Equal(isAllowed, error is null);
    }

    [Fact]
    public async Task Tags_on_a_new_parameter_need_a_permission_of_their_own()
    {
        await using var door = await DataDoor.OpenAsync();
        var ann = await door.AnnAsync("ssm:PutParameter");

        var error = await door.FailAsync(
            SsmModel.PutParameter,
            ParameterCalls.Put("/app/a") with
            {
                Tags = [new() { Key = "team", Value = "blue" }],
            },
            ann
        );

        Assert.Equal(DataDoor.Refusal("ssm:AddTagsToResource", Arns + "parameter/app/a"), error.Message);
    }

    [Fact]
    public async Task Another_account_is_refused_by_ARN_whether_or_not_the_parameter_is_there()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.PutAsync("/app/a");

        foreach (var name in new[] { "/app/a", "/app/missing" })
        {
            var error = await door.FailAsync(
                SsmModel.GetParameter,
                new() { Name = $"{Arns}parameter{name}" },
                door.Stranger
            );
            Assert.Equal("AccessDeniedException", error.Code);
        }
    }

    [Theory]
    [InlineData("arn:aws:ssm:us-east-1:111122223333:parameter//prod/db")]
    [InlineData("arn:aws:ssm:us-east-1:111122223333:parameter///prod/db")]
    [InlineData("//prod/db")]
    public async Task Slashes_too_many_lead_round_no_denial(string name)
    {
        await using var door = await DataDoor.OpenAsync();
        await door.PutAsync("/prod/db");
        var ann = await door.Door.UserAsync("ann", AllBut("parameter/prod/*"));

        var read = await door.FailAsync(SsmModel.GetParameter, new() { Name = name }, ann);
        var several = await door.SendAsync(SsmModel.GetParameters, new() { Names = [name] }, ann);
        var delete = await door.FailAsync(SsmModel.DeleteParameter, new() { Name = name }, ann);

        Assert.Equal("ParameterNotFound", read.Code);
        Assert.Equal([name], several.InvalidParameters);
        Assert.Equal("ParameterNotFound", delete.Code);
    }

    [Fact]
    public async Task A_reference_is_read_in_its_own_region_alone()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.SendAsync(SecretsManagerModel.CreateSecret, new() { Name = "db", SecretString = new Secret("one") });
        var ann = await door.Door.UserAsync("ann", AllBut("parameter/aws/reference/*"));
        var name = "arn:aws:ssm:eu-west-1:111122223333:parameter/aws/reference/secretsmanager/db";

        var error = await door.FailAsync(SsmModel.GetParameter, new() { Name = name, WithDecryption = true }, ann);

        Assert.Equal("ParameterNotFound", error.Code);
    }

    [Fact]
    public async Task A_reference_also_needs_the_secret_to_be_readable()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.SendAsync(SecretsManagerModel.CreateSecret, new() { Name = "db", SecretString = new Secret("one") });
        var ann = await door.AnnAsync("ssm:GetParameters");

        var error = await door.FailAsync(
            SsmModel.GetParameters,
            new() { Names = ["/aws/reference/secretsmanager/db"], WithDecryption = true },
            ann
        );

        Assert.Equal(DataDoor.Refusal("secretsmanager:GetSecretValue", "db"), error.Message);
    }

    [Fact]
    public async Task A_reference_reads_a_secret_without_a_label_that_a_condition_could_see()
    {
        await using var door = await DataDoor.OpenAsync();
        await door.SendAsync(SecretsManagerModel.CreateSecret, new() { Name = "db", SecretString = new Secret("one") });
        var ann = await door.Door.UserAsync(
            "ann",
            """
            {"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Action":"ssm:*","Resource":"*"},
            {"Effect":"Allow","Action":"secretsmanager:*","Resource":"*",
             "Condition":{"StringEquals":{"secretsmanager:VersionStage":"AWSCURRENT"}}}
            ]}
            """
        );

        var error = await door.FailAsync(
            SsmModel.GetParameter,
            new() { Name = "/aws/reference/secretsmanager/db", WithDecryption = true },
            ann
        );

        Assert.Equal(DataDoor.Refusal("secretsmanager:GetSecretValue", "db"), error.Message);
    }

    private static string AllBut(string resource) =>
        $$"""
            {"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Action":"*","Resource":"*"},
            {"Effect":"Deny","Action":"ssm:*","Resource":"{{Arns}}{{resource}}"}
            ]}
            """;

    private static async Task<DataDoor> TaggedAsync()
    {
        var door = await DataDoor.OpenAsync();
        await door.SendAsync(
            SsmModel.PutParameter,
            ParameterCalls.Put("/app/a") with
            {
                Tags = [new() { Key = "team", Value = "blue" }],
            }
        );
        return door;
    }
}
