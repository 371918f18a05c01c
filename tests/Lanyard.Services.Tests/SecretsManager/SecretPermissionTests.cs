using Lanyard.Access.Sessions;
using Lanyard.Wire;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Services.Tests.SecretsManager;

public sealed class SecretPermissionTests
{
    private const string Secrets = "arn:aws:secretsmanager:us-east-1:111122223333:secret:";

    private static readonly Dictionary<string, Func<DataDoor, Caller, string, Task>> Calls = new(StringComparer.Ordinal)
    {
        ["secretsmanager:GetSecretValue"] = (d, c, id) =>
            d.SendAsync(SecretsManagerModel.GetSecretValue, new() { SecretId = id }, c),
        ["secretsmanager:PutSecretValue"] = (d, c, id) =>
            d.SendAsync(SecretsManagerModel.PutSecretValue, new() { SecretId = id, SecretString = new Secret("x") }, c),
        ["secretsmanager:UpdateSecret"] = (d, c, id) =>
            d.SendAsync(SecretsManagerModel.UpdateSecret, new() { SecretId = id, Description = "d" }, c),
        ["secretsmanager:DescribeSecret"] = (d, c, id) =>
            d.SendAsync(SecretsManagerModel.DescribeSecret, new() { SecretId = id }, c),
        ["secretsmanager:DeleteSecret"] = (d, c, id) =>
            d.SendAsync(SecretsManagerModel.DeleteSecret, new() { SecretId = id }, c),
        ["secretsmanager:CreateSecret"] = (d, c, id) =>
            d.SendAsync(SecretsManagerModel.CreateSecret, new() { Name = id }, c),
    };

    public static TheoryData<string> Actions => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task A_refusal_names_what_the_caller_gave_whether_or_not_it_is_there(string action)
    {
        await using var door = await DataDoor.OpenAsync();
        await door.CreateAsync();
        var ann = await door.AnnAsync("s3:*");

        foreach (var id in new[] { "db", "missing" })
        {
            var error = await Assert.ThrowsAsync<Wire.Errors.AwsException>(() => Calls[action](door, ann, id));
            Assert.Equal("AccessDeniedException", error.Code);
            Assert.Equal(DataDoor.Refusal(action, id), error.Message);
        }
    }

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task What_can_be_no_name_is_refused_before_anything_is_decided(string action)
    {
        await using var door = await DataDoor.OpenAsync();
        var ann = await door.AnnAsync("s3:*");

        foreach (var id in new[] { "a b", "a\n", "db:x", "é", "a*" })
        {
            var error = await Assert.ThrowsAsync<Wire.Errors.AwsException>(() => Calls[action](door, ann, id));
            Assert.Equal("ValidationException", error.Code);
            Assert.Equal(
                "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
                error.Message
            );
        }
    }

    // The parts of these ARNs, joined in another order, spell the key of a secret of somebody else.
    [Theory]
    [InlineData("prod", "arn:aws:secretsmanager:prod:111122223333/us-east-1:secret:db")]
    [InlineData("us-east-1", "arn:aws:secretsmanager:us-east-1:111122223333/us-east-1/prod:secret:db")]
    [InlineData("us-east-1", "arn:aws:secretsmanager:us-east-1::secret:db")]
    public async Task An_ARN_without_a_real_account_opens_no_secret_of_another(string region, string id)
    {
        await using var door = await DataDoor.OpenAsync();
        await door.CreateAsync("prod/db");

        var read = await door.FailAsync(
            SecretsManagerModel.GetSecretValue,
            new() { SecretId = id },
            door.Stranger,
            region
        );
        var delete = await door.FailAsync(
            SecretsManagerModel.DeleteSecret,
            new() { SecretId = id },
            door.Stranger,
            region
        );

        Assert.Equal("ResourceNotFoundException", read.Code);
        Assert.Equal("ResourceNotFoundException", delete.Code);
    }

    [Fact]
    public async Task A_refusal_to_list_names_no_resource()
    {
        await using var door = await DataDoor.OpenAsync();

        var error = await door.FailAsync(SecretsManagerModel.ListSecrets, new(), await door.AnnAsync("s3:*"));

        Assert.Equal(DataDoor.Refusal("secretsmanager:ListSecrets", null), error.Message);
    }

    [Theory]
    [InlineData("db-??????", true)]
    [InlineData("db-*", true)]
    [InlineData("*", true)]
    [InlineData("db", false)]
    [InlineData("other-??????", false)]
    public async Task Policies_are_matched_against_the_real_ARN_however_the_secret_is_named(
        string resource,
        bool isAllowed
    )
    {
        await using var door = await DataDoor.OpenAsync();
        var arn = (await door.CreateAsync()).ARN!;
        var ann = await door.AnnAsync("secretsmanager:GetSecretValue", Secrets + resource);

        foreach (var id in new[] { "db", arn, arn[..^7] })
        {
            var error = await Record.ExceptionAsync(() => Calls["secretsmanager:GetSecretValue"](door, ann, id));
            Assert.Equal(isAllowed, error is null);
        }
    }

    [Fact]
    public async Task A_policy_for_the_exact_ARN_opens_that_secret_alone()
    {
        await using var door = await DataDoor.OpenAsync();
        var arn = (await door.CreateAsync()).ARN!;
        await door.CreateAsync("other");
        var ann = await door.AnnAsync("secretsmanager:*", arn);

        await Calls["secretsmanager:GetSecretValue"](door, ann, "db");
        await Assert.ThrowsAsync<Wire.Errors.AwsException>(() =>
            Calls["secretsmanager:GetSecretValue"](door, ann, "other")
        );
    }

    [Fact]
    public async Task Who_may_read_a_missing_secret_is_told_that_it_is_missing()
    {
        await using var door = await DataDoor.OpenAsync();
        var ann = await door.AnnAsync("secretsmanager:GetSecretValue", Secrets + "db-*");

        var error = await door.FailAsync(SecretsManagerModel.GetSecretValue, new() { SecretId = "db" }, ann);

        Assert.Equal("ResourceNotFoundException", error.Code);
    }

    [Fact]
    public async Task Another_account_is_refused_by_ARN_whether_or_not_the_secret_is_there()
    {
        await using var door = await DataDoor.OpenAsync();
        var arn = (await door.CreateAsync()).ARN!;

        foreach (var id in new[] { arn, arn[..^7], Secrets + "missing-abcdef" })
        {
            var error = await door.FailAsync(
                SecretsManagerModel.GetSecretValue,
                new() { SecretId = id },
                door.Stranger
            );
            Assert.Equal("AccessDeniedException", error.Code);
            Assert.Equal(
                $"User: arn:aws:iam::444455556666:user/administrator is not authorized to perform: secretsmanager:GetSecretValue on resource: {id}",
                error.Message
            );
        }
    }

    [Theory]
    [InlineData("""{"StringEquals":{"aws:ResourceTag/team":"blue"}}""", true)]
    [InlineData("""{"StringEquals":{"secretsmanager:ResourceTag/team":"blue"}}""", true)]
    [InlineData("""{"StringEquals":{"secretsmanager:ResourceTag/team":"red"}}""", false)]
    [InlineData("""{"ArnLike":{"secretsmanager:SecretId":"arn:aws:secretsmanager:*:*:secret:db-??????"}}""", true)]
    public async Task Conditions_see_tags_and_ARN(string condition, bool isAllowed)
    {
        await using var door = await DataDoor.OpenAsync();
        await door.SendAsync(
            SecretsManagerModel.CreateSecret,
            new()
            {
                Name = "db",
                SecretString = new Secret("one"),
                Tags = [new() { Key = "team", Value = "blue" }],
            }
        );
        var ann = await door.AnnAsync("secretsmanager:GetSecretValue", condition: condition);

        var error = await Record.ExceptionAsync(() => Calls["secretsmanager:GetSecretValue"](door, ann, "db"));

        Assert.Equal(isAllowed, error is null);
    }

    [Theory]
    [InlineData("""{"StringEquals":{"secretsmanager:VersionStage":"AWSCURRENT"}}""", "AWSCURRENT", true)]
    [InlineData("""{"StringEquals":{"secretsmanager:VersionStage":"AWSPREVIOUS"}}""", "AWSCURRENT", false)]
    [InlineData("""{"StringEquals":{"secretsmanager:VersionStage":"AWSCURRENT"}}""", null, false)]
    [InlineData("""{"ForAnyValue:StringEquals":{"secretsmanager:VersionStage":"AWSCURRENT"}}""", null, false)]
    [InlineData("""{"Null":{"secretsmanager:VersionStage":"true"}}""", null, true)]
    public async Task A_condition_sees_the_label_that_the_call_sends_and_none_when_it_sends_none(
        string condition,
        string? stage,
        bool isAllowed
    )
    {
        await using var door = await DataDoor.OpenAsync();
        await door.CreateAsync();
        var ann = await door.AnnAsync("secretsmanager:GetSecretValue", condition: condition);
        var input = new GetSecretValueInput { SecretId = "db", VersionStage = stage };

        var error = await Record.ExceptionAsync(() => door.SendAsync(SecretsManagerModel.GetSecretValue, input, ann));

        Assert.Equal(isAllowed, error is null);
    }

    [Theory]
    [InlineData("""{"StringEquals":{"secretsmanager:Name":"db"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:RequestTag/team":"blue"}}""", true)]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}""", true)]
    [InlineData("""{"ForAllValues:StringEquals":{"aws:TagKeys":["cost"]}}""", false)]
    [InlineData("""{"StringEquals":{"secretsmanager:Description":"d"}}""", true)]
    public async Task Making_a_secret_is_conditioned_by_name_tags_and_words(string condition, bool isAllowed)
    {
        await using var door = await DataDoor.OpenAsync();
        var ann = await door.AnnAsync("secretsmanager:*", condition: condition);
        var input = new CreateSecretInput
        {
            Name = "db",
            Description = "d",
            Tags = [new() { Key = "team", Value = "blue" }],
        };

        var error = await Record.ExceptionAsync(() => door.SendAsync(SecretsManagerModel.CreateSecret, input, ann));

        Assert.Equal(isAllowed, error is null);
    }

    [Fact]
    public async Task Tags_on_a_new_secret_need_a_permission_of_their_own()
    {
        await using var door = await DataDoor.OpenAsync();
        var ann = await door.AnnAsync("secretsmanager:CreateSecret", Secrets + "db-*");

        var error = await door.FailAsync(
            SecretsManagerModel.CreateSecret,
            new() { Name = "db", Tags = [new() { Key = "team", Value = "blue" }] },
            ann
        );

        Assert.Equal(DataDoor.Refusal("secretsmanager:TagResource", "db"), error.Message);
    }

    [Theory]
    [InlineData("""{"Bool":{"secretsmanager:ForceDeleteWithoutRecovery":"false"}}""", null, 7L, true)]
    [InlineData("""{"Bool":{"secretsmanager:ForceDeleteWithoutRecovery":"false"}}""", true, null, false)]
    [InlineData("""{"NumericGreaterThanEquals":{"secretsmanager:RecoveryWindowInDays":"14"}}""", null, 7L, false)]
    public async Task Deletion_is_conditioned_by_force_and_window(
        string condition,
        bool? force,
        long? days,
        bool isAllowed
    )
    {
        await using var door = await DataDoor.OpenAsync();
        await door.CreateAsync();
        var ann = await door.AnnAsync("secretsmanager:DeleteSecret", condition: condition);
        var input = new DeleteSecretInput
        {
            SecretId = "db",
            ForceDeleteWithoutRecovery = force,
            RecoveryWindowInDays = days,
        };

        var error = await Record.ExceptionAsync(() => door.SendAsync(SecretsManagerModel.DeleteSecret, input, ann));

        Assert.Equal(isAllowed, error is null);
    }
}
