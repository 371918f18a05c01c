using Lanyard.Cli.Rendering;
using Lanyard.Cli.Running;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Cli.Tests.Running;

/// <summary>What each role did, beside what it is granted.</summary>
public sealed class RoleReportsTests : IAsyncLifetime
{
    private const string ExecutionPolicy = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";

    private CliLab _lab = null!;

    public async ValueTask InitializeAsync()
    {
        _lab = await CliLab.StartAsync();
        await _lab.CreateRoleAsync("app");
        await _lab.CreateRoleAsync("exec");
    }

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Execution_roles_come_first()
    {
        var reports = await ReportAsync(ByRole("task", "app"), ByRole("execution", "exec"));

        Assert.Equal(["execution exec", "task app"], reports.Select(report => $"{report.TaskRole} {report.Name}"));
    }

    [Fact]
    public async Task What_was_allowed_is_counted_by_action_and_resource()
    {
        var report = Assert.Single(
            await ReportAsync(
                ByRole("task", "app", Allowed("s3:PutObject", "a")),
                ByRole("task", "app", Allowed("s3:PutObject", "a"), Allowed("s3:GetObject", "a")),
                ByRole("task", "app", Allowed("s3:PutObject", "b"))
            )
        );

        Assert.Equal(
            ["2 s3:PutObject a", "1 s3:GetObject a", "1 s3:PutObject b"],
            report.Allowed.Select(use => $"{CliLab.Number(use.Value)} {use.Key.Action} {use.Key.Resource}")
        );
    }

    [Fact]
    public async Task What_was_refused_is_told_once()
    {
        var report = Assert.Single(
            await ReportAsync(
                ByRole("task", "app", Refused("s3:PutObject", "a")),
                ByRole("task", "app", Refused("s3:PutObject", "a")),
                ByRole("task", "app", Refused("s3:PutObject", "b"))
            )
        );

        Assert.Equal(["a", "b"], report.Refused.Select(refused => refused.Resource));
    }

    [Fact]
    public async Task That_the_service_assumed_a_role_belongs_to_that_role()
    {
        var assumed = new DecisionEntry
        {
            CallerType = "Service",
            CallerArn = "ecs-tasks.amazonaws.com",
            TaskRole = "task",
            Service = "sts",
            Operation = "AssumeRole",
            Requirements = [Allowed("sts:AssumeRole", Arn("app"))],
        };

        var report = Assert.Single(await ReportAsync(assumed, ByRole("task", "app", Allowed("s3:GetObject", "a"))));

        Assert.Equal(["sts:AssumeRole", "s3:GetObject"], report.Allowed.Select(use => use.Key.Action));
    }

    [Fact]
    public async Task A_role_that_serves_as_both_has_a_report_for_each()
    {
        var reports = await ReportAsync(
            ByRole("execution", "app", Allowed("ecr:BatchGetImage", "a")),
            ByRole("task", "app", Allowed("s3:GetObject", "a"))
        );

        Assert.Equal(["execution", "task"], reports.Select(report => report.TaskRole));
    }

    [Fact]
    public async Task Grants_of_inline_and_attached_policies_that_were_never_used_are_named()
    {
        await _lab.AllowAsync(
            "app",
            "keep",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:PutObject","s3:GetObject"],"Resource":"*"}]}"""
        );
        await _lab.SendAsync(
            IamModel.AttachRolePolicy,
            new AttachRolePolicyInput { RoleName = "app", PolicyArn = ExecutionPolicy }
        );

        var report = Assert.Single(
            await ReportAsync(
                ByRole(
                    "task",
                    "app",
                    Allowed("s3:PutObject", "a") with
                    {
                        Policy = "keep",
                        Statement = 0,
                    },
                    Allowed("logs:PutLogEvents", "a") with
                    {
                        Policy = ExecutionPolicy,
                        Statement = 0,
                    }
                )
            )
        );

        Assert.Equal(
            [
                "ecr:BatchCheckLayerAvailability",
                "ecr:BatchGetImage",
                "ecr:GetAuthorizationToken",
                "ecr:GetDownloadUrlForLayer",
                "logs:CreateLogStream",
                "s3:GetObject",
            ],
            report.Unused.Select(grant => grant.Action).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Policies_of_AWS_are_reported_whatever_their_version()
    {
        var input = new AttachRolePolicyInput
        {
            RoleName = "app",
            PolicyArn = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly",
        };
        await _lab.SendAsync(IamModel.AttachRolePolicy, input);

        var report = Assert.Single(await ReportAsync(ByRole("task", "app")));

        Assert.Contains("ecr:BatchGetImage", report.Unused.Select(grant => grant.Action));
    }

    [Fact]
    public async Task A_role_that_went_away_is_still_reported()
    {
        var report = Assert.Single(await ReportAsync(ByRole("task", "gone", Allowed("s3:GetObject", "a"))));

        Assert.Single(report.Allowed);
        Assert.Empty(report.Unused);
    }

    [Fact]
    public async Task Decisions_outside_of_tasks_are_left_out()
    {
        var outside = new DecisionEntry { RoleArn = Arn("app"), Requirements = [Allowed("s3:GetObject", "a")] };

        Assert.Empty(await ReportAsync(outside));
    }

    private static DecisionEntry ByRole(string words, string role, params DecisionRequirement[] requirements) =>
        new()
        {
            CallerType = "AssumedRole",
            RoleArn = Arn(role),
            TaskRole = words,
            Service = "s3",
            Operation = "GetObject",
            Requirements = requirements,
        };

    private static DecisionRequirement Allowed(string action, string resource) =>
        new()
        {
            Action = action,
            Resource = resource,
            Outcome = "allow",
        };

    private static DecisionRequirement Refused(string action, string resource) =>
        new()
        {
            Action = action,
            Resource = resource,
            Outcome = "implicitDeny",
        };

    private static string Arn(string role) => $"arn:aws:iam::{CliLab.Account}:role/{role}";

    private Task<IReadOnlyList<RoleReport>> ReportAsync(params DecisionEntry[] decisions) =>
        RoleReports.OfAsync(_lab.Client, [.. decisions.Select(Judge.OfEverything.On)], CliLab.Token);
}
