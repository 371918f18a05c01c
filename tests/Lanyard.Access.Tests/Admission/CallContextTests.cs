using System.Collections.Immutable;
using Lanyard.Access.Sessions;
using Lanyard.Policy;
using Lanyard.Testing.Doors;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Access.Tests.Admission;

/// <summary>The condition keys that every call has, as its record keeps them.</summary>
public sealed class CallContextTests
{
    [Fact]
    public async Task Rules_93_95_98_100_a_users_call_says_who_where_and_when()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", TestDoor.AllowAll);

        await door.SendAsync(ann);

        var context = await ContextAsync(door);
        Assert.Equal("2026-11-24T12:00:00Z", context["aws:CurrentTime"]);
        Assert.Equal("1795521600", context["aws:EpochTime"]);
        Assert.Equal("us-east-1", context["aws:RequestedRegion"]);
        Assert.Equal("true", context["aws:SecureTransport"]);
        Assert.Equal("false", context["aws:ViaAWSService"]);
        Assert.Equal("false", context["aws:PrincipalIsAWSService"]);
        Assert.Equal("arn:aws:iam::111122223333:user/ann", context["aws:PrincipalArn"]);
        Assert.Equal("111122223333", context["aws:PrincipalAccount"]);
        Assert.Equal("User", context["aws:PrincipalType"]);
        Assert.Equal("ann", context["aws:username"]);
        Assert.Equal("111122223333", context["aws:ResourceAccount"]);
        AssertNone(
            context,
            "aws:TokenIssueTime",
            "aws:MultiFactorAuthPresent",
            "aws:CalledVia",
            "aws:SourceArn",
            "aws:PrincipalServiceName",
            "aws:ResourceTag"
        );
    }

    [Fact]
    public async Task Rules_91_93_98_a_sessions_call_says_its_role_and_when_it_was_issued()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var role = await door.Door.RoleAsync("app", ParameterDoor.Trust, TestDoor.AllowAll);
        var session = await door.Door.SessionAsync(role);
        door.Door.Time.Advance(TimeSpan.FromMinutes(10));

        await door.SendAsync(session);

        var context = await ContextAsync(door);
        Assert.Equal(role.Arn, context["aws:PrincipalArn"]);
        Assert.Equal("111122223333", context["aws:PrincipalAccount"]);
        Assert.Equal("false", context["aws:PrincipalIsAWSService"]);
        Assert.Equal("AssumedRole", context["aws:PrincipalType"]);
        Assert.Equal($"{role.Id}:session", context["aws:userid"]);
        Assert.Equal("2026-11-24T12:00:00Z", context["aws:TokenIssueTime"]);
        Assert.Equal("false", context["aws:MultiFactorAuthPresent"]);
        AssertNone(context, "aws:username", "aws:PrincipalServiceName");
    }

    [Fact]
    public async Task Rule_96_a_tasks_call_with_its_own_role_has_no_source()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var role = await door.Door.RoleAsync("app", ParameterDoor.Trust, TestDoor.AllowAll);
        var task = Arn.Of("ecs", "us-east-1", "111122223333", "task/default/0123");

        await door.SendAsync(await door.Door.SessionAsync(role, new TaskIdentity(task, TaskRoleKind.Task)));

        AssertNone(await ContextAsync(door), "aws:SourceArn", "aws:SourceAccount");
    }

    [Fact]
    public async Task Rules_95_96_98_a_services_call_says_for_what_it_acts()
    {
        await using var door = await ParameterDoor.OpenAsync(new AccessOptions { Observe = true });
        var task = Arn.Of("ecs", "us-east-1", "111122223333", "task/default/0123");
        var service = Caller.Service("ecs-tasks.amazonaws.com", task, TestDoor.Account, task: null);

        await door.SendAsync(service);

        var context = await ContextAsync(door);
        Assert.Equal("true", context["aws:PrincipalIsAWSService"]);
        Assert.Equal("ecs-tasks.amazonaws.com", context["aws:PrincipalServiceName"]);
        Assert.Equal(task.ToString(), context["aws:SourceArn"]);
        Assert.Equal("111122223333", context["aws:SourceAccount"]);
        Assert.Equal(("true", "false"), (context["aws:SecureTransport"], context["aws:ViaAWSService"]));
        AssertNone(context, "aws:PrincipalArn", "aws:MultiFactorAuthPresent");
    }

    [Theory]
    [InlineData("eu-west-1", "us-east-1")]
    [InlineData("cn-northwest-1", "cn-north-1")]
    [InlineData("us-gov-east-1", "us-gov-west-1")]
    public async Task Rule_94_a_global_service_is_called_in_its_partitions_home_region(string region, string home)
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", TestDoor.AllowAll);

        await door.Door.SendAsync(ann, IamModel.GetRole, new GetRoleInput { RoleName = "app" }, region);
        await door.Door.SendAsync(ann, SsmModel.GetParameter, new GetParameterInput { Name = "/a" }, region);

        var regions = (await door.DecisionsAsync()).Select(decision =>
            decision.Requirements[0].Context["aws:RequestedRegion"].Single()
        );
        Assert.Equal([home, region], regions);
    }

    [Fact]
    public async Task A_call_from_the_wire_says_where_it_came_from()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", TestDoor.AllowAll);
        var request = ParameterDoor.Request(SsmModel.GetParameter, new GetParameterInput { Name = "/app/a" });

        await door.AnswerAsync(door.Sign(request, ann, "ssm"));

        var context = await ContextAsync(door);
        Assert.Equal("192.0.2.7", context["aws:SourceIp"]);
        Assert.Equal("test/1.0", context["aws:UserAgent"]);
    }

    [Fact]
    public async Task What_the_requirement_adds_is_there_too()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", TestDoor.AllowAll);

        await door.SendAsync(ann);

        Assert.Equal("false", (await ContextAsync(door))["ssm:Overwrite"]);
    }

    [Fact]
    public async Task Rule_92_tags_of_the_role_are_the_principals()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var role = await door.Door.RoleAsync("app", ParameterDoor.Trust, TestDoor.AllowAll);
        var tagged = role with { Tags = role.Tags.Add("Team", "a") };
        await door.Door.Host.Identities.Roles.PutAsync(tagged, TestContext.Current.CancellationToken);

        await door.SendAsync(await door.Door.SessionAsync(tagged));

        Assert.Equal("a", (await ContextAsync(door))["aws:PrincipalTag/Team"]);
    }

    // By the beginning of the key, so that no key of a family (`aws:CalledViaFirst`, `aws:ResourceTag/team`) is there.
    private static void AssertNone(ImmutableDictionary<string, string> context, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            Assert.DoesNotContain(context.Keys, one => one.StartsWith(key, StringComparison.OrdinalIgnoreCase));
        }
    }

    private static async Task<ImmutableDictionary<string, string>> ContextAsync(ParameterDoor door)
    {
        var requirement = Assert.Single(Assert.Single(await door.DecisionsAsync()).Requirements);
        return requirement.Context.ToImmutableDictionary(
            entry => entry.Key,
            entry => string.Join(' ', entry.Value),
            StringComparer.Ordinal
        );
    }
}
