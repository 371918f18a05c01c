using Lanyard.Access.Identity;
using Lanyard.Policy;
using Lanyard.Policy.Evaluation;
using Lanyard.Storage.Tables;
using Lanyard.Testing.Doors;

namespace Lanyard.Access.Tests.Identity;

/// <summary>Finding users, roles and policies, and compiling them no oftener than they change.</summary>
public sealed class IdentityDirectoryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("arn:aws:iam::111122223333:role/team/app", true)]
    [InlineData("arn:aws:iam::111122223333:role/app", false)]
    [InlineData("arn:aws:iam::111122223333:role/team/App", false)]
    [InlineData("arn:aws:iam::999988887777:role/team/app", false)]
    [InlineData("arn:aws-cn:iam::111122223333:role/team/app", false)]
    public async Task A_role_is_found_by_exactly_its_ARN(string arn, bool isFound)
    {
        await using var door = await ParameterDoor.OpenAsync();
        var role = await door.Door.RoleAsync("app", ParameterDoor.Trust, TestDoor.AllowAll);
        var identities = door.Door.Host.Identities;
        await identities.Roles.PutAsync(
            role with
            {
                Path = "/team/",
                Arn = "arn:aws:iam::111122223333:role/team/app",
            },
            Cancellation
        );

        Assert.Equal(isFound, identities.FindRole(Arn.Parse(arn)) is not null);
    }

    [Fact]
    public async Task A_role_in_another_case_is_pointed_out()
    {
        await using var door = await ParameterDoor.OpenAsync();
        await door.Door.RoleAsync("App", ParameterDoor.Trust, TestDoor.AllowAll);
        var identities = door.Door.Host.Identities;

        Assert.Equal("App", identities.RoleInOtherCase("111122223333", "app"));
        Assert.Null(identities.RoleInOtherCase("111122223333", "App"));
        Assert.Null(identities.RoleInOtherCase("999988887777", "app"));
    }

    [Fact]
    public async Task Policies_are_compiled_once_as_long_as_nothing_changes()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var role = await door.Door.RoleAsync("app", ParameterDoor.Trust, TestDoor.AllowAll);
        var identities = door.Door.Host.Identities;

        Assert.Same(identities.PoliciesOf(role), identities.PoliciesOf(role));
        Assert.Same(identities.TrustPolicyOf(role), identities.TrustPolicyOf(role));
    }

    [Fact]
    public async Task A_changed_managed_policy_is_compiled_anew()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var role = await door.Door.RoleAsync("app", ParameterDoor.Trust, TestDoor.AllowAll);
        var identities = door.Door.Host.Identities;
        var attached = role with { AttachedPolicies = ["arn:aws:iam::111122223333:policy/send"] };
        await identities.Policies.PutAsync(Managed("s3:GetObject"), Cancellation);
        var before = identities.PoliciesOf(attached);

        await identities.Policies.PutAsync(Managed("s3:PutObject"), Cancellation);
        var after = identities.PoliciesOf(attached);

        Assert.Equal(["s3:GetObject"], ActionsOf(before));
        Assert.Equal(["s3:PutObject"], ActionsOf(after));
    }

    [Fact]
    public async Task A_trust_policy_that_cannot_be_read_trusts_nobody()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var role = await door.Door.RoleAsync("app", "{", TestDoor.AllowAll);
        var request = new AuthorizationRequest
        {
            Principal = Principal.Service("ecs-tasks.amazonaws.com"),
            Action = "sts:AssumeRole",
            Resource = role.Arn,
            ResourceAccount = TestDoor.Account,
            Context = new RequestContext(),
        };
        var trust = new ResourcePolicy(door.Door.Host.Identities.TrustPolicyOf(role), IsRequired: true);

        var decision = Evaluator.Evaluate(request, CallerPolicies.None, trust);

        Assert.False(decision.IsAllowed);
    }

    [Fact]
    public async Task Everything_is_there_again_after_the_store_is_opened_anew()
    {
        await using var door = await ParameterDoor.OpenAsync();
        var role = await door.Door.RoleAsync("app", ParameterDoor.Trust, TestDoor.AllowAll);
        await door.Door.UserAsync("ann", TestDoor.AllowAll);
        await door.Door.Host.Identities.Policies.PutAsync(Managed("s3:GetObject"), Cancellation);

        await using var records = await Records.OpenAsync(door.Door.Store, door.Door.Time, Cancellation);
        var reopened = await IdentityDirectory.OpenAsync(records, Cancellation);

        Assert.Equal(role.Id, reopened.FindRole(Arn.Parse(role.Arn))?.Id);
        Assert.Equal(["inline"], reopened.Users.Find("111122223333/ann")!.InlinePolicies.Keys);
        Assert.NotNull(reopened.FindManagedPolicy("arn:aws:iam::111122223333:policy/send"));
        Assert.NotNull(reopened.FindManagedPolicy("arn:aws:iam::aws:policy/AdministratorAccess"));
    }

    private static IEnumerable<string> ActionsOf(CallerPolicies policies) =>
        policies.Identity[^1].Document.Statements.SelectMany(statement => statement.Actions);

    private static PolicyRecord Managed(string action) =>
        new()
        {
            Account = "111122223333",
            Name = "send",
            Path = "/",
            Id = "ANPAAAAAAAAAAAAAAAAAA",
            Arn = "arn:aws:iam::111122223333:policy/send",
            CreatedAt = DateTimeOffset.UnixEpoch,
            Document = ParameterDoor.Allow(action),
        };
}
