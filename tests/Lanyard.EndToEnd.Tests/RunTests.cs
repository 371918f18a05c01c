using System.Text.RegularExpressions;
using Lanyard.Testing;

namespace Lanyard.EndToEnd.Tests;

/// <summary>The main job: the sample as it stands, and the four ways in which it goes wrong.</summary>
[Collection(Containers.Name)]
public sealed class RunTests(ReceiptsImage image)
{
    // What is another with each run.
    private const string Own = "[0-9a-f]{32}|signing-key-[A-Za-z0-9]{6}";

    // A run for each fault; the tests of a class run one after the other.
    private static readonly Dictionary<string, Finished> Runs = new(StringComparer.Ordinal);

    [Fact]
    public async Task The_sample_runs_under_both_of_its_roles()
    {
        var run = await RunAsync("none");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains(":assumed-role/receipts-task/", run.Output, StringComparison.Ordinal);
        Assert.Contains("read it back, and the signature holds", run.Output, StringComparison.Ordinal);
        Assert.Contains("app: exit code 0", run.Output, StringComparison.Ordinal);
        Assert.Contains("the run succeeded", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_the_registry_lacks_is_built_by_the_script_beside_the_template()
    {
        var run = await RunAsync("none");

        var script = Checkout.In("samples", "receipts", "images", "receipts", "build");
        Assert.Contains($"building receipts:latest with {script}\n", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "none")]
    [InlineData(2, "task-role")]
    public async Task The_README_shows_what_a_run_prints(int block, string fault)
    {
        var printed = Plain((await RunAsync(fault)).Output).Split('\n');

        var shown = Plain(Readme.Blocks("What you see")[block])
            .Split('\n')
            .Where(line => line.Trim() is not ("" or "…") && !line.StartsWith("$ ", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(shown);
        Assert.All(shown, line => Assert.Contains(line, printed));
    }

    [Theory]
    [InlineData("sts:AssumeRole", "by ecs-tasks.amazonaws.com for the execution role")]
    [InlineData("sts:AssumeRole", "by ecs-tasks.amazonaws.com for the task role")]
    [InlineData("secretsmanager:GetSecretValue", "as the execution role")]
    [InlineData("ssm:GetParameters", "as the execution role")]
    [InlineData("ecr:GetAuthorizationToken", "as the execution role")]
    [InlineData("ecr:BatchGetImage", "as the execution role")]
    [InlineData("ecr:GetDownloadUrlForLayer", "as the execution role")]
    [InlineData("logs:CreateLogStream", "as the execution role")]
    [InlineData("logs:PutLogEvents", "as the execution role")]
    [InlineData("s3:PutObject", "as the task role")]
    [InlineData("s3:GetObject", "as the task role")]
    public async Task Each_call_is_shown_with_its_role(string action, string role)
    {
        var run = await RunAsync("none");

        var lines = run.Output.Split('\n');
        Assert.Contains(
            lines,
            line =>
                line.StartsWith($"allowed   {action}  ", StringComparison.Ordinal)
                && line.EndsWith(role, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task The_report_names_what_was_granted_and_never_used()
    {
        var run = await RunAsync("none");

        Assert.Contains("granted and never used:", run.Output, StringComparison.Ordinal);
        Assert.Contains("ecr:BatchCheckLayerAvailability  on *", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_role_without_its_action_is_refused_in_the_words_of_S3()
    {
        var run = await RunAsync("task-role");

        Assert.Equal(1, run.ExitCode);
        Assert.Matches(
            "AccessDenied: User: arn:aws:sts::000000000000:assumed-role/receipts-task/[0-9a-f]{32} is not authorized to "
                + "perform: s3:PutObject on resource: \"arn:aws:s3:::receipts-000000000000-us-east-1/receipts/[0-9a-f]{32}.txt\" "
                + "because no identity-based policy allows the s3:PutObject action",
            run.Output
        );
        AssertExplained(
            run,
            "receipts-task",
            "s3:PutObject",
            "arn:aws:s3:::receipts-000000000000-us-east-1/receipts/[0-9a-f]{32}.txt"
        );
    }

    [Fact]
    public async Task An_execution_role_without_the_secret_stops_the_task_before_any_container()
    {
        var run = await RunAsync("secret");

        Assert.Equal(1, run.ExitCode);
        Assert.Matches(
            "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: "
                + "unable to retrieve secret from asm: service call has been retried 1 time\\(s\\): failed to fetch secret "
                + "arn:aws:secretsmanager:us-east-1:000000000000:secret:receipts/signing-key-[A-Za-z0-9]{6} from secrets manager: "
                + "AccessDeniedException: User: arn:aws:sts::000000000000:assumed-role/receipts-execution/[0-9a-f]{32} is not "
                + "authorized to perform: secretsmanager:GetSecretValue on resource: \\S+ because no identity-based policy allows "
                + "the secretsmanager:GetSecretValue action status code: 400, request id: [0-9a-f-]{36}",
            run.Output
        );
        Assert.Contains("app: did not start", run.Output, StringComparison.Ordinal);
        Assert.Contains("heartbeat: did not start", run.Output, StringComparison.Ordinal);
        AssertExplained(
            run,
            "receipts-execution",
            "secretsmanager:GetSecretValue",
            "arn:aws:secretsmanager:us-east-1:000000000000:secret:receipts/signing-key-[A-Za-z0-9]{6}"
        );
    }

    [Fact]
    public async Task An_execution_role_without_BatchGetImage_cannot_pull_and_the_IAM_text_is_supplied()
    {
        var run = await RunAsync("pull");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref "
                + "000000000000.dkr.ecr.us-east-1.amazonaws.com/receipts:latest: pulling from host "
                + "000000000000.dkr.ecr.us-east-1.amazonaws.com failed with status code [manifests latest]: 403 Forbidden",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "because no identity-based policy allows the ecr:BatchGetImage action",
            run.Output,
            StringComparison.Ordinal
        );
        AssertExplained(
            run,
            "receipts-execution",
            "ecr:BatchGetImage",
            "arn:aws:ecr:us-east-1:000000000000:repository/receipts"
        );
    }

    [Fact]
    public async Task A_trust_policy_that_names_EC2_fails_RunTask()
    {
        var run = await RunAsync("trust");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            "ClientException: ECS was unable to assume the role 'arn:aws:iam::000000000000:role/receipts-execution' that was "
                + "provided for this task. Please verify that the role being passed has the proper trust relationship and "
                + "permissions and that your IAM user has permissions to pass this role.",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Matches("refused +sts:AssumeRole  arn:aws:iam::000000000000:role/receipts-execution\n", run.Output);
        Assert.Contains(
            "fix: add the principal `ecs-tasks.amazonaws.com` to the trust policy of receipts-execution",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Matches(
            "\"Principal\": {\\s+\"Service\": \"ecs-tasks.amazonaws.com\"\\s+},\\s+\"Action\": \"sts:AssumeRole\"",
            run.Output
        );
        Assert.Contains("the run failed", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_calls_can_be_let_pass_for_the_exit_status_but_not_a_program_that_fails()
    {
        await Machine.MustRunContainersAsync();

        var run = await Finished.LanyardAsync(
            "run",
            Checkout.Sample,
            "--image",
            $"receipts={image.Archive}",
            "--parameter",
            "Fault=task-role",
            "--no-fail-on-denial"
        );

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("app: exit code 1", run.Output, StringComparison.Ordinal);
    }

    // Without a fault the image is built; the others take the one that is there.
    private async Task<Finished> RunAsync(string fault)
    {
        await Machine.MustRunContainersAsync();
        if (!Runs.TryGetValue(fault, out var run))
        {
            string[] given = fault == "none" ? [] : ["--image", $"receipts={image.Archive}"];
            run = await Finished.LanyardAsync(["run", Checkout.Sample, "--parameter", $"Fault={fault}", .. given]);
            Runs.Add(fault, run);
        }

        return run;
    }

    private static string Plain(string output) =>
        Regex.Replace(output, Own, "OWN", RegexOptions.None, Eventually.Limit);

    private static void AssertExplained(Finished run, string role, string action, string resource)
    {
        Assert.Matches($"refused +{action}  {resource}\n", run.Output);
        Assert.Contains($"fix: add this statement to a policy of role `{role}`", run.Output, StringComparison.Ordinal);
        Assert.Matches($"\"Action\": \"{action}\",\\s+\"Resource\": \"{resource}\"\n", run.Output);
        Assert.Contains("the run failed", run.Output, StringComparison.Ordinal);
    }
}
