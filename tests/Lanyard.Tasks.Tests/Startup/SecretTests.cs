using Lanyard.Tasks.Startup;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.SecretsManager;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Tasks.Tests.Startup;

public sealed class SecretTests
{
    private const string Arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf";

    [Theory]
    [InlineData(Arn, null, null, null)]
    [InlineData(Arn + ":user::", "user", null, null)]
    [InlineData(Arn + "::AWSPREVIOUS:", null, "AWSPREVIOUS", null)]
    [InlineData(Arn + ":user::0123", "user", null, "0123")]
    public void Reference_has_its_parts(string valueFrom, string? key, string? stage, string? version)
    {
        var secret = SecretReference.Parse(valueFrom)!;

        Assert.Equal((Arn, "eu-west-1", key, stage, version), Parts(secret));
    }

    [Theory]
    [InlineData(Arn + ":user")]
    [InlineData(Arn + ":user:")]
    [InlineData(Arn + ":user:::")]
    [InlineData("arn:aws:secretsmanager:eu-west-1:111122223333:secret:")]
    [InlineData("arn:aws:secretsmanager:eu-west-1:111122223333:parameter:db")]
    public void Reference_with_another_number_of_parts_is_none(string valueFrom) =>
        Assert.Null(SecretReference.Parse(valueFrom));

    [Theory]
    [InlineData("db-password", false)]
    [InlineData("/app/db", false)]
    [InlineData("arn:aws:ssm:us-east-1:111122223333:parameter/db", false)]
    [InlineData(Arn, true)]
    public void Everything_but_a_secret_s_ARN_is_meant_for_Parameter_Store(string valueFrom, bool isSecret) =>
        Assert.Equal(isSecret, SecretReference.IsMeantBy(valueFrom));

    [Theory]
    [InlineData("""{"k":"text"}""", "text")]
    [InlineData("""{"k":12}""", "12")]
    [InlineData("""{"k":123456}""", "123456")]
    [InlineData("""{"k":1000000}""", "1e+06")]
    [InlineData("""{"k":123456789}""", "1.23456789e+08")]
    [InlineData("""{"k":-1500000}""", "-1.5e+06")]
    [InlineData("""{"k":0.5}""", "0.5")]
    [InlineData("""{"k":0.0001}""", "0.0001")]
    [InlineData("""{"k":0.00001}""", "1e-05")]
    [InlineData("""{"k":0}""", "0")]
    [InlineData("""{"k":true}""", "true")]
    [InlineData("""{"k":null}""", "<nil>")]
    [InlineData("""{"k":[1,"a"]}""", "[1 a]")]
    [InlineData("""{"k":{"b":1,"a":"x"}}""", "map[a:x b:1]")]
    [InlineData("""{"K":"other"}""", null)]
    [InlineData("""["k"]""", null)]
    [InlineData("not JSON", null)]
    public void Value_under_a_key_is_written_as_Go_writes_it(string secret, string? expected) =>
        Assert.Equal(expected, JsonKey.Read(secret, "k"));

    [Fact]
    public async Task Secret_is_read_once_however_many_variables_use_it()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Cloud.Secrets[Arn] = """{"user":"ann","password":"p4ss"}""";
        var first = TaskLab.Container("app") with
        {
            Secrets =
            [
                new EcsSecret { Name = "USER", ValueFrom = Arn + ":user::" },
                new EcsSecret { Name = "WHOLE", ValueFrom = Arn },
            ],
        };
        var second = TaskLab.Container("web") with
        {
            Secrets = [new EcsSecret { Name = "PASSWORD", ValueFrom = Arn + ":password::" }],
        };

        var task = await lab.RunningAsync(TaskLab.Definition(first, second));

        var app = lab.ContainerOf(task, "app").Spec.Environment;
        Assert.Equal(("ann", """{"user":"ann","password":"p4ss"}"""), (app["USER"], app["WHOLE"]));
        Assert.Equal("p4ss", lab.ContainerOf(task, "web").Spec.Environment["PASSWORD"]);
        var call = Assert.Single(lab.Cloud.Calls, one => one.Action == "secretsmanager:GetSecretValue");
        Assert.Equal("eu-west-1", call.Region);
    }

    [Fact]
    public async Task Stage_and_version_are_asked_for()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Cloud.Secrets[Arn] = "x";
        var version = new string('1', 32);
        var container = TaskLab.Container("app") with
        {
            Secrets =
            [
                new EcsSecret { Name = "A", ValueFrom = Arn + "::AWSPREVIOUS:" },
                new EcsSecret { Name = "B", ValueFrom = Arn + ":::" + version },
            ],
        };

        await lab.RunningAsync(TaskLab.Definition(container));

        var inputs = lab
            .Cloud.Calls.Select(call => call.Input)
            .OfType<GetSecretValueInput>()
            .Select(input => (input.VersionStage, input.VersionId))
            .ToArray();
        Assert.Contains(("AWSPREVIOUS", null), inputs);
        Assert.Contains((null, version), inputs);
    }

    [Fact]
    public async Task Parameters_are_read_ten_to_a_call_each_once_and_decrypted()
    {
        await using var lab = await TaskLab.OpenAsync();
        var names = Enumerable.Range(0, 12).Select(i => $"/app/{i}").ToArray();
        foreach (var name in names)
        {
            lab.Cloud.Parameters[name] = name;
        }

        var container = TaskLab.Container("app") with
        {
            Secrets =
            [
                .. names.Select((name, i) => new EcsSecret { Name = $"V{i}", ValueFrom = name }),
                new EcsSecret { Name = "AGAIN", ValueFrom = "/app/0" },
            ],
        };

        var task = await lab.RunningAsync(TaskLab.Definition(container));

        var inputs = lab.Cloud.Calls.Select(call => call.Input).OfType<GetParametersInput>().ToArray();
        Assert.Equal([2, 10], inputs.Select(input => input.Names!.Count).Order());
        Assert.All(inputs, input => Assert.True(input.WithDecryption));
        Assert.Equal("/app/0", lab.ContainerOf(task, "app").Spec.Environment["AGAIN"]);
    }

    [Fact]
    public async Task Parameter_of_another_region_is_read_there()
    {
        await using var lab = await TaskLab.OpenAsync();
        const string Parameter = "arn:aws:ssm:eu-west-1:111122223333:parameter/level";
        lab.Cloud.Parameters[Parameter] = "1";
        var container = TaskLab.Container("app") with
        {
            Secrets = [new EcsSecret { Name = "LEVEL", ValueFrom = Parameter }],
        };

        await lab.RunningAsync(TaskLab.Definition(container));

        Assert.Equal("eu-west-1", lab.Cloud.Calls.Single(call => call.Action == "ssm:GetParameters").Region);
    }

    [Fact]
    public async Task Secret_values_stay_out_of_the_task_s_record()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Cloud.Secrets[Arn] = "planted-value";
        var container = TaskLab.Container("app") with { Secrets = [new EcsSecret { Name = "A", ValueFrom = Arn }] };

        await lab.RunningAsync(TaskLab.Definition(container));

        var records = await lab.Door.Store.ListAsync(
            "ecs.tasks",
            cancellationToken: TestContext.Current.CancellationToken
        );
        Assert.DoesNotContain("planted-value", System.Text.Encoding.UTF8.GetString(records[0].Value.Span));
    }

    private static (string, string, string?, string?, string?) Parts(SecretReference secret) =>
        (secret.SecretId, secret.Region, secret.JsonKey, secret.VersionStage, secret.VersionId);
}
