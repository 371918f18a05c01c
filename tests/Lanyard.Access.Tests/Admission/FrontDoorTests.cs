using Lanyard.Access.Admission;
using Lanyard.Access.Sessions;
using Lanyard.Policy;
using Lanyard.Policy.Evaluation;
using Lanyard.Testing.Doors;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Access.Tests.Admission;

/// <summary>The door between a call and its answer.</summary>
public sealed class FrontDoorTests
{
    private const string Parameter = "arn:aws:ssm:us-east-1:111122223333:parameter/app/a";

    [Fact]
    public async Task A_granted_call_is_carried_out_and_recorded()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", ParameterDoor.Allow("ssm:GetParameter", Parameter));

        await door.SendAsync(ann);

        var decision = Assert.Single(await door.DecisionsAsync());
        Assert.Equal(1, door.Invocations);
        Assert.True(decision.Allowed);
        Assert.Equal("arn:aws:iam::111122223333:user/ann", decision.CallerArn);
        Assert.Equal(("ssm", "GetParameter"), (decision.Service, decision.Operation));
        var requirement = Assert.Single(decision.Requirements);
        Assert.Equal(("ssm:GetParameter", Parameter), (requirement.Action, requirement.Resource));
        Assert.Equal(DecisionOutcome.Allow, requirement.Outcome);
        Assert.Equal("inline", requirement.Policy);
        Assert.Equal(0, requirement.Statement);
        Assert.Null(requirement.Sentence);
    }

    [Theory]
    [InlineData("us-east-1/app")]
    [InlineData("us-east-1:111122223333")]
    [InlineData("US-EAST-1")]
    [InlineData("")]
    public async Task A_call_to_what_is_no_region_is_not_carried_out(string region)
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", TestDoor.AllowAll);
        var input = new GetParameterInput { Name = "/app/a" };

        var error = await Assert.ThrowsAsync<AwsException>(() =>
            door.Door.SendAsync(ann, SsmModel.GetParameter, input, region)
        );

        Assert.Equal("Credential should be scoped to a valid region. ", error.Message);
        Assert.Equal(0, door.Invocations);
    }

    [Fact]
    public async Task A_refused_call_is_recorded_with_its_why_and_not_carried_out()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", ParameterDoor.Allow("ssm:PutParameter"));

        var error = await Assert.ThrowsAsync<AwsException>(() => door.SendAsync(ann));

        var decision = Assert.Single(await door.DecisionsAsync());
        var requirement = Assert.Single(decision.Requirements);
        Assert.Equal(0, door.Invocations);
        Assert.False(decision.Allowed);
        Assert.False(decision.Observed);
        Assert.Equal("AccessDeniedException", error.Code);
        Assert.Equal(error.Message, requirement.Sentence);
        Assert.Equal(error.RequestId, decision.RequestId);
        Assert.NotNull(requirement.Reason);
        Assert.Equal(PolicyLayer.Identity, requirement.ChangeLayer);
        Assert.Contains("ssm:GetParameter", requirement.ChangeStatement, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_call_is_recorded_and_let_pass_while_Lanyard_only_observes()
    {
        await using var door = await ParameterDoor.OpenAsync(new AccessOptions { Observe = true });
        var ann = await door.Door.UserAsync("ann", ParameterDoor.Allow("ssm:PutParameter"));

        await door.SendAsync(ann);

        var decision = Assert.Single(await door.DecisionsAsync());
        Assert.Equal(1, door.Invocations);
        Assert.False(decision.Allowed);
        Assert.True(decision.Observed);
    }

    [Fact]
    public async Task Rule_47_every_requirement_must_be_granted_and_the_first_that_is_not_is_told()
    {
        await using var door = await TestDoor.OpenAsync(_ =>
            Task.FromResult<IEnumerable<IOperation>>([new TwoPermissions()])
        );
        var ann = await door.UserAsync("ann", ParameterDoor.Allow("ssm:GetParameter"));

        var error = await Assert.ThrowsAsync<AwsException>(() =>
            door.SendAsync(ann, SsmModel.GetParameter, new GetParameterInput { Name = "a" })
        );

        var record = Assert.Single(await door.Decisions.ReadAsync(0, 10, TestContext.Current.CancellationToken));
        Assert.Contains("kms:Decrypt", error.Message, StringComparison.Ordinal);
        Assert.Equal(
            [DecisionOutcome.Allow, DecisionOutcome.ImplicitDeny],
            record.Decision.Requirements.Select(requirement => requirement.Outcome)
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_action_that_nobody_answers_is_refused_and_recorded_without_asking_any_policy(bool observe)
    {
        await using var door = await ParameterDoor.OpenAsync(new AccessOptions { Observe = observe });
        var admin = await door.Door.AdministratorAsync();

        var error = await Assert.ThrowsAsync<AwsException>(() =>
            door.Door.SendAsync(admin, SsmModel.DeleteParameter, new DeleteParameterInput { Name = "/app/a" })
        );

        var decision = Assert.Single(await door.DecisionsAsync());
        Assert.Equal("UnknownOperationException", error.Code);
        Assert.Equal("Lanyard does not answer ssm:DeleteParameter yet", error.Message);
        Assert.Equal(decision.RequestId, error.RequestId);
        Assert.Equal((false, false), (decision.Allowed, decision.Observed));
        Assert.Equal("UnknownOperationException", decision.ErrorCode);
        Assert.Empty(decision.Requirements);
    }

    [Fact]
    public async Task A_session_that_is_over_is_over_inside_Lanyard_too()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var session = await SessionAsync(door, ParameterDoor.Allow("ssm:*"));

        var before = await door.CodeAsync(session);
        door.Door.Time.Advance(TimeSpan.FromHours(1));
        var after = await door.CodeAsync(session);

        Assert.Null(before);
        Assert.Equal("ExpiredTokenException", after);
        Assert.Equal(1, door.Invocations);
    }

    [Fact]
    public async Task A_session_of_a_role_that_was_made_anew_may_do_nothing()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var session = await SessionAsync(door, ParameterDoor.Allow("ssm:*"));

        await door.Door.RoleAsync("app", ParameterDoor.Trust, ParameterDoor.Allow("ssm:*"));

        Assert.Equal("AccessDeniedException", await door.CodeAsync(session));
    }

    [Fact]
    public async Task A_changed_policy_counts_at_the_next_call()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var role = await door.Door.RoleAsync("app", ParameterDoor.Trust, ParameterDoor.Allow("ssm:*"));
        var session = await door.Door.SessionAsync(role);

        var before = await door.CodeAsync(session);
        await door.Door.Host.Identities.Roles.PutAsync(
            role with
            {
                InlinePolicies = role.InlinePolicies.Add(
                    "deny",
                    """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"ssm:*","Resource":"*"}]}"""
                ),
            },
            TestContext.Current.CancellationToken
        );
        var after = await door.CodeAsync(session);

        Assert.Null(before);
        Assert.Equal("AccessDeniedException", after);
    }

    [Fact]
    public async Task A_policy_that_cannot_be_read_denies_everything()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var role = await door.Door.RoleAsync("app", ParameterDoor.Trust, TestDoor.AllowAll);
        var broken = role with { InlinePolicies = role.InlinePolicies.Add("broken", "{") };
        await door.Door.Host.Identities.Roles.PutAsync(broken, TestContext.Current.CancellationToken);

        var code = await door.CodeAsync(await door.Door.SessionAsync(broken));

        var requirement = Assert.Single(Assert.Single(await door.DecisionsAsync()).Requirements);
        Assert.Equal("AccessDeniedException", code);
        Assert.Equal(DecisionOutcome.ExplicitDeny, requirement.Outcome);
        Assert.Contains("broken", requirement.Policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attached_policy_that_is_not_there_denies_everything()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var role = await door.Door.RoleAsync("app", ParameterDoor.Trust, TestDoor.AllowAll);
        var dangling = role with { AttachedPolicies = ["arn:aws:iam::111122223333:policy/nothing"] };
        await door.Door.Host.Identities.Roles.PutAsync(dangling, TestContext.Current.CancellationToken);

        Assert.Equal("AccessDeniedException", await door.CodeAsync(await door.Door.SessionAsync(dangling)));
    }

    [Fact]
    public async Task A_boundary_limits_what_a_role_is_allowed()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var role = await door.Door.RoleAsync("app", ParameterDoor.Trust, TestDoor.AllowAll);
        var boundary = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";
        var bounded = role with { PermissionsBoundary = boundary };
        await door.Door.Host.Identities.Roles.PutAsync(bounded, TestContext.Current.CancellationToken);
        var session = await door.Door.SessionAsync(bounded);

        var error = await Assert.ThrowsAsync<AwsException>(() => door.SendAsync(session));

        Assert.EndsWith(
            "because no permissions boundary allows the ssm:GetParameter action",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_question_that_only_shapes_the_answer_is_recorded_and_refuses_nothing()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", ParameterDoor.Allow("ssm:GetParameter"));
        var isAllowed = true;
        door.OnInvoke = call => isAllowed = call.Ask(new Requirement("ssm:DescribeParameters", "*")).IsAllowed;

        await door.SendAsync(ann);

        var decisions = await door.DecisionsAsync();
        Assert.False(isAllowed);
        Assert.Equal(2, decisions.Count);
        Assert.Equal(decisions[0].RequestId, decisions[1].RequestId);
        Assert.True(decisions[1].Allowed);
        Assert.True(Assert.Single(decisions[1].Requirements).IsProbe);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_part_that_is_refused_is_left_out_and_recorded_as_a_refusal(bool observe)
    {
        await using var door = await ParameterDoor.OpenAsync(new AccessOptions { Observe = observe });
        var ann = await door.Door.UserAsync("ann", ParameterDoor.Allow("ssm:GetParameter", Parameter));
        var isPermitted = false;
        door.OnInvoke = call => isPermitted = call.Permits(new Requirement("ssm:GetParameter", "arn:aws:ssm:x:y:z"));

        await door.SendAsync(ann);

        var part = (await door.DecisionsAsync())[1];
        Assert.Equal(observe, isPermitted);
        Assert.Equal(observe, part.Observed);
        Assert.False(part.Allowed);
        Assert.False(Assert.Single(part.Requirements).IsProbe);
    }

    [Fact]
    public async Task Questions_are_recorded_even_when_the_operation_fails()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", ParameterDoor.Allow("ssm:GetParameter"));
        door.OnInvoke = call =>
        {
            call.Ask(new Requirement("ssm:DescribeParameters", "*"));
            throw new AwsException("ParameterNotFound", "");
        };

        var error = await Assert.ThrowsAsync<AwsException>(() => door.SendAsync(ann));

        Assert.Equal("ParameterNotFound", error.Code);
        Assert.Equal(2, (await door.DecisionsAsync()).Count);
    }

    [Fact]
    public async Task A_decision_says_for_which_task_and_as_which_role_it_was()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var role = await door.Door.RoleAsync("app", ParameterDoor.Trust, TestDoor.AllowAll);
        var taskArn = Arn.Of("ecs", "us-east-1", "111122223333", "task/default/0123");
        var session = await door.Door.SessionAsync(role, new TaskIdentity(taskArn, TaskRoleKind.Execution));

        await door.SendAsync(session);

        var decision = Assert.Single(await door.DecisionsAsync());
        Assert.Equal(role.Arn, decision.RoleArn);
        Assert.Equal(taskArn.ToString(), decision.TaskArn);
        Assert.Equal(TaskRoleKind.Execution, decision.TaskRole);
    }

    [Fact]
    public async Task Calls_side_by_side_are_all_recorded()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var ann = await door.Door.UserAsync("ann", ParameterDoor.Allow("ssm:*"));

        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => door.SendAsync(ann))));

        var decisions = await door.DecisionsAsync();
        Assert.Equal(32, decisions.Select(decision => decision.RequestId).Distinct(StringComparer.Ordinal).Count());
    }

    private static async Task<Caller> SessionAsync(ParameterDoor door, string policy) =>
        await door.Door.SessionAsync(await door.Door.RoleAsync("app", ParameterDoor.Trust, policy));

    private sealed class TwoPermissions()
        : Operation<GetParameterInput, string, GetParameterOutput>(SsmModel.GetParameter)
    {
        protected override string Find(GetParameterInput input, Call call) => "*";

        protected override IEnumerable<Requirement> Require(GetParameterInput input, string subject, Call call) =>
            [new("ssm:GetParameter", subject), new("kms:Decrypt", subject)];

        protected override ValueTask<GetParameterOutput> InvokeAsync(
            GetParameterInput input,
            string subject,
            AdmittedCall call,
            CancellationToken cancellationToken
        ) => throw new InvalidOperationException("a refused call is not carried out");
    }
}
