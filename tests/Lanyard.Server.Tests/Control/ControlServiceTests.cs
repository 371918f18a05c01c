using Lanyard.Testing;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Lanyard;
using Lanyard.Wire.Models.Sts;
using Lanyard.Wire.Protocols;

namespace Lanyard.Server.Tests.Control;

/// <summary>Lanyard's own service: what it tells, and to whom.</summary>
public sealed class ControlServiceTests
{
    private const string Other = "111122223333";

    [Fact]
    public async Task Server_says_what_it_is()
    {
        await using var lab = await ServerLab.StartAsync(options => options.Region = "eu-west-1");

        var server = await lab.Administrator.SendAsync(LanyardModel.DescribeServer, new DescribeServerInput());

        Assert.Equal(
            (ServerLab.Account, "eu-west-1", "fake", false, lab.DataDirectory, lab.Time.GetUtcNow()),
            (server.Account, server.Region, server.Runtime, server.Observe, server.DataDirectory, server.StartedAt)
        );
    }

    [Fact]
    public async Task Administrator_of_another_account_is_made_once()
    {
        await using var lab = await ServerLab.StartAsync();
        var input = new CreateAdministratorInput { Account = Other };

        var first = await lab.Administrator.SendAsync(LanyardModel.CreateAdministrator, input);
        var second = await lab.Administrator.SendAsync(LanyardModel.CreateAdministrator, input);

        Assert.Equal(first.AccessKeyId, second.AccessKeyId);
        Assert.Equal(first.SecretAccessKey!.Reveal(), second.SecretAccessKey!.Reveal());
    }

    [Fact]
    public async Task Account_that_is_none_is_refused()
    {
        await using var lab = await ServerLab.StartAsync();

        var error = await lab.Administrator.FailAsync(
            LanyardModel.CreateAdministrator,
            new CreateAdministratorInput { Account = "12" }
        );

        Assert.Equal("ValidationException", error.Code);
    }

    [Fact]
    public async Task Other_accounts_have_no_say_in_the_server()
    {
        await using var lab = await ServerLab.StartAsync();
        var other = await lab.AdministratorOfAsync(Other);

        AwsException[] refusals =
        [
            await other.FailAsync(LanyardModel.ListDecisions, new ListDecisionsInput()),
            await other.FailAsync(LanyardModel.DescribeServer, new DescribeServerInput()),
            await other.FailAsync(LanyardModel.Reset, new ResetInput()),
            await other.FailAsync(LanyardModel.StopServer, new StopServerInput()),
            await other.FailAsync(
                LanyardModel.CreateAdministrator,
                new CreateAdministratorInput { Account = ServerLab.Account }
            ),
        ];

        Assert.All(refusals, refusal => Assert.Equal("AccessDeniedException", refusal.Code));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Operation_needs_the_permission_of_its_name(OperationModel operation)
    {
        await using var lab = await ServerLab.StartAsync();
        var user = await lab.UserAsync(
            "ann",
            $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":"lanyard:{{operation.Name}}","Resource":"*"}]}"""
        );

        var refusal = await Assert.ThrowsAsync<AwsException>(() => SendEmptyAsync(user, operation));

        Assert.Equal(
            $"User: arn:aws:iam::{ServerLab.Account}:user/ann is not authorized to perform: lanyard:{operation.Name} on resource: * "
                + $"because no identity-based policy allows the lanyard:{operation.Name} action",
            refusal.Message
        );
    }

    [Fact]
    public async Task Decision_tells_who_was_refused_what_and_the_change_that_would_help()
    {
        await using var lab = await ServerLab.StartAsync();
        var user = await lab.UserAsync(
            "ann",
            """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"""
        );
        await user.FailAsync(LanyardModel.DescribeServer, new DescribeServerInput());

        var page = await lab.Administrator.SendAsync(LanyardModel.ListDecisions, new ListDecisionsInput());

        var decision = Assert.Single(page.Decisions!, one => one.Operation == "DescribeServer");
        Assert.Equal(($"arn:aws:iam::{ServerLab.Account}:user/ann", false), (decision.CallerArn, decision.Allowed));
        var requirement = Assert.Single(decision.Requirements!);
        Assert.Equal(
            ("lanyard:DescribeServer", "*", "implicit-deny", "identity"),
            (requirement.Action, requirement.Resource, requirement.Outcome, requirement.Layer)
        );
        Assert.Contains("lanyard:DescribeServer", requirement.Change!.Statement!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decisions_go_on_behind_the_last_one_that_was_read()
    {
        await using var lab = await ServerLab.StartAsync();
        await lab.Administrator.SendAsync(StsModel.GetCallerIdentity, new GetCallerIdentityInput());
        var first = await lab.Administrator.SendAsync(
            LanyardModel.ListDecisions,
            new ListDecisionsInput { MaxResults = 1 }
        );

        var second = await lab.Administrator.SendAsync(
            LanyardModel.ListDecisions,
            new ListDecisionsInput { After = first.Next, MaxResults = 1 }
        );

        Assert.Equal(("GetCallerIdentity", 1L), (first.Decisions![0].Operation, first.Next));
        Assert.Equal(("ListDecisions", 2L), (second.Decisions![0].Operation, second.Next));
    }

    [Fact]
    public async Task Output_of_a_container_is_read_to_its_end()
    {
        await using var lab = await ServerLab.StartAsync();
        var task = await RunningTask.StartAsync(lab);
        var container = lab.Runtime[lab.Runtime.Created.Single().Id];
        container.Print("one");

        var first = await OutputAsync(lab.Administrator, task.Arn, 0);
        container.Print("two");
        container.End(0);
        var second = await OutputAsync(lab.Administrator, task.Id, first.Position!.Value);
        var last = await Eventually.SeesAsync(
            "the end of the output",
            () => OutputAsync(lab.Administrator, task.Id, second.Position!.Value),
            output => output.Ended == true,
            output => $"{output.Lines!.Count} lines, and no end"
        );

        Assert.Equal(("app", "stdout", "one"), (first.Lines![0].Container, first.Lines[0].Stream, first.Lines[0].Text));
        Assert.Equal("two", Assert.Single(second.Lines!).Text);
        Assert.False(second.Ended);
        Assert.Empty(last.Lines!);
    }

    [Fact]
    public async Task Output_that_is_yet_to_come_is_waited_for()
    {
        await using var lab = await ServerLab.StartAsync();
        var task = await RunningTask.StartAsync(lab);
        var container = lab.Runtime[lab.Runtime.Created.Single().Id];

        var waiting = OutputAsync(lab.Administrator, task.Id, 0, waitSeconds: 30);
        container.Print("late");

        Assert.Equal("late", Assert.Single((await waiting).Lines!).Text);
    }

    [Fact]
    public async Task Output_of_another_accounts_task_is_not_to_be_had()
    {
        await using var lab = await ServerLab.StartAsync();
        var task = await RunningTask.StartAsync(lab);
        var other = await lab.AdministratorOfAsync(Other);

        var error = await other.FailAsync(LanyardModel.GetTaskOutput, new GetTaskOutputInput { Task = task.Arn });

        Assert.Equal("The referenced task was not found.", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ffff")]
    public async Task Output_of_no_task_is_not_found(string name)
    {
        await using var lab = await ServerLab.StartAsync();
        await RunningTask.StartAsync(lab);

        var error = await lab.Administrator.FailAsync(
            LanyardModel.GetTaskOutput,
            new GetTaskOutputInput { Task = name }
        );

        Assert.Equal("The referenced task was not found.", error.Message);
    }

    public static TheoryData<OperationModel> Operations() => [.. LanyardModel.Operations];

    private static Task<TaskOutput> OutputAsync(SignedClient client, string task, long position, int waitSeconds = 0) =>
        client.SendAsync(
            LanyardModel.GetTaskOutput,
            new GetTaskOutputInput
            {
                Task = task,
                Position = position,
                WaitSeconds = waitSeconds,
            }
        );

    private static Task SendEmptyAsync(SignedClient client, OperationModel operation) =>
        operation.Name switch
        {
            "ListDecisions" => client.SendAsync(LanyardModel.ListDecisions, new ListDecisionsInput()),
            "GetTaskOutput" => client.SendAsync(LanyardModel.GetTaskOutput, new GetTaskOutputInput()),
            "DescribeServer" => client.SendAsync(LanyardModel.DescribeServer, new DescribeServerInput()),
            "CreateAdministrator" => client.SendAsync(
                LanyardModel.CreateAdministrator,
                new CreateAdministratorInput { Account = Other }
            ),
            "Reset" => client.SendAsync(LanyardModel.Reset, new ResetInput()),
            "StopServer" => client.SendAsync(LanyardModel.StopServer, new StopServerInput()),
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation.Name, "is it new?"),
        };
}
