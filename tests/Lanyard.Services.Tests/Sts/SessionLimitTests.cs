using System.Globalization;
using Lanyard.Access.Sessions;
using Lanyard.Policy;
using Lanyard.Services.Tests.Iam;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Models.Sts;

namespace Lanyard.Services.Tests.Sts;

/// <summary>How long a session lasts, and what it may be called.</summary>
public sealed class SessionLimitTests
{
    private const string Trust =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":["sts:AssumeRole","sts:SetSourceIdentity"]}]}""";

    private static readonly AccountId Account = AccountId.Parse(IamDoor.Account);

    private static readonly Arn TaskArn = Arn.Of("ecs", "us-east-1", IamDoor.Account, "task/default/0123");

    [Fact]
    public async Task Rule_107_a_services_session_belongs_to_the_task_and_is_no_chain()
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app");
        var task = new TaskIdentity(TaskArn, TaskRoleKind.Task);
        var caller = Caller.Service("ecs-tasks.amazonaws.com", TaskArn, Account, task);

        var output = await iam.Door.SendAsync(
            caller,
            StsModel.AssumeRole,
            Input("app") with
            {
                DurationSeconds = 21600,
            }
        );

        var session = iam.Door.Host.Credentials.Find(output.Credentials!.AccessKeyId!)!.Caller;
        Assert.Equal(task, session.Task);
        Assert.Equal(iam.Door.Time.GetUtcNow().AddHours(6), session.ExpiresAt);
    }

    [Theory]
    [InlineData(3600, null)]
    [InlineData(
        3601,
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
    )]
    public async Task Rule_107_a_task_that_assumes_another_role_does_so_for_an_hour_at_the_most(
        int seconds,
        string? sentence
    )
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("other", IamDoor.Trust(IamDoor.Account));
        await iam.SendAsync(
            IamModel.UpdateRole,
            new UpdateRoleInput { RoleName = "other", MaxSessionDuration = 43200 }
        );
        var role = await iam.Door.RoleAsync("app", IamDoor.EcsTrust, IamDoor.Allow("sts:AssumeRole"));
        var session = await iam.Door.SessionAsync(role, new TaskIdentity(TaskArn, TaskRoleKind.Task));

        Assert.Equal(sentence, await ErrorAsync(iam, session, Input("other") with { DurationSeconds = seconds }));
    }

    [Theory]
    [InlineData(7200, 7200, null)]
    [InlineData(7200, 7201, "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")]
    [InlineData(43200, 43200, null)]
    [InlineData(
        43200,
        43201,
        "1 validation error detected: Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200"
    )]
    [InlineData(7200, 900, null)]
    [InlineData(
        7200,
        899,
        "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900"
    )]
    public async Task Rule_108_a_session_lasts_as_long_as_the_role_says_at_the_most(
        int longest,
        int seconds,
        string? sentence
    )
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app", IamDoor.Trust(IamDoor.Account));
        await iam.SendAsync(
            IamModel.UpdateRole,
            new UpdateRoleInput { RoleName = "app", MaxSessionDuration = longest }
        );

        Assert.Equal(sentence, await ErrorAsync(iam, iam.Admin, Input("app") with { DurationSeconds = seconds }));
    }

    [Theory]
    [InlineData("arn:aws:iam::111122223333:user/app", "run", "arn:aws:iam::111122223333:user/app is invalid")]
    [InlineData("not-an-arn-but-long-enough", "run", "not-an-arn-but-long-enough is invalid")]
    [InlineData(
        "arn:aws:iam::111122223333:role/app",
        "r",
        "1 validation error detected: Value 'r' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2"
    )]
    [InlineData(
        "arn:aws:iam::111122223333:role/app",
        "a b",
        "1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*"
    )]
    public async Task Rule_109_input_that_AWS_does_not_take_is_refused_in_its_words(
        string arn,
        string name,
        string sentence
    )
    {
        await using var iam = await IamDoor.OpenAsync();

        var error = await iam.FailAsync(
            StsModel.AssumeRole,
            new AssumeRoleInput { RoleArn = arn, RoleSessionName = name }
        );

        Assert.Equal("ValidationError", error.Code);
        Assert.Equal(sentence, error.Message);
    }

    [Theory]
    [InlineData("RoleSessionName", "ab")]
    [InlineData("RoleSessionName", "a_Z9+=,.@-")]
    [InlineData("RoleSessionName", "64")]
    [InlineData("SourceIdentity", "ab")]
    [InlineData("SourceIdentity", "a_Z9+=,.@-")]
    [InlineData("SourceIdentity", "64")]
    [InlineData("ExternalId", "ab")]
    [InlineData("ExternalId", "a_Z9+=,.@:/-")]
    [InlineData("ExternalId", "1224")]
    public async Task Rule_109_names_of_the_characters_and_lengths_of_AWS_are_taken(string member, string value)
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app", Trust);

        Assert.Null(await ErrorAsync(iam, iam.Admin, With(member, Lengthened(value))));
    }

    [Theory]
    [InlineData("RoleSessionName", "a")]
    [InlineData("RoleSessionName", "65")]
    [InlineData("RoleSessionName", "a:b")]
    [InlineData("RoleSessionName", "zo\u00EB")]
    [InlineData("SourceIdentity", "a")]
    [InlineData("SourceIdentity", "65")]
    [InlineData("SourceIdentity", "aws:zoe")]
    [InlineData("SourceIdentity", "a/b")]
    [InlineData("ExternalId", "a")]
    [InlineData("ExternalId", "1225")]
    [InlineData("ExternalId", "a b")]
    public async Task Rule_109_other_names_are_not(string member, string value)
    {
        await using var iam = await IamDoor.OpenAsync();
        await iam.CreateRoleAsync("app", Trust);
        var name = char.ToLowerInvariant(member[0]) + member[1..];
        var text = Lengthened(value);

        var error = await iam.FailAsync(StsModel.AssumeRole, With(member, text));

        Assert.Equal("ValidationError", error.Code);
        Assert.StartsWith(
            $"1 validation error detected: Value '{text}' at '{name}' failed to satisfy constraint: Member must ",
            error.Message,
            StringComparison.Ordinal
        );
    }

    // A number stands for a name of that many characters.
    private static string Lengthened(string value) =>
        int.TryParse(value, CultureInfo.InvariantCulture, out var length) ? new('x', length) : value;

    private static AssumeRoleInput With(string member, string value) =>
        member switch
        {
            "RoleSessionName" => Input("app") with { RoleSessionName = value },
            "SourceIdentity" => Input("app") with { SourceIdentity = value },
            _ => Input("app") with { ExternalId = value },
        };

    private static AssumeRoleInput Input(string role) =>
        new()
        {
            RoleArn = role.StartsWith("arn:", StringComparison.Ordinal) ? role : IamDoor.RoleArn(role),
            RoleSessionName = "run",
        };

    private static async Task<string?> ErrorAsync(IamDoor iam, Caller caller, AssumeRoleInput input)
    {
        try
        {
            await iam.Door.SendAsync(caller, StsModel.AssumeRole, input);
            return null;
        }
        catch (AwsException error)
        {
            return error.Message;
        }
    }
}
