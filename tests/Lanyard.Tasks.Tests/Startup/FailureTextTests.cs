using System.Text.RegularExpressions;
using Lanyard.Containers;
using Lanyard.Containers.Images;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Tests.Startup;

/// <summary>Each step that fails, in the words of Fargate and of the agent on EC2.</summary>
public sealed partial class FailureTextTests
{
    private const string Secret = "arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbCdEf";
    private const string Resources =
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: ";
    private const string Retried = "service call has been retried 1 time(s): ";
    private const string NoTask = "<task>";

    [Theory]
    [InlineData(
        LaunchTypes.Fargate,
        Resources
            + "unable to retrieve secret from asm: "
            + Retried
            + "failed to fetch secret "
            + Secret
            + " from secrets manager: <denied secretsmanager:GetSecretValue on "
            + Secret
            + ">"
    )]
    [InlineData(
        LaunchTypes.Ec2,
        "Secret "
            + Secret
            + ": <denied secretsmanager:GetSecretValue on "
            + Secret
            + ">: <denied secretsmanager:GetSecretValue on "
            + Secret
            + ">"
    )]
    public async Task Secret_that_the_role_may_not_read(string launchType, string expected)
    {
        await using var lab = await TaskLab.WithoutAsync("secretsmanager:GetSecretValue");
        lab.Cloud.Secrets[Secret] = "s3cret";

        var task = await lab.RunAsync(WithSecret(Secret), launchType);

        AssertFailed(task, expected);
        Assert.Empty(lab.Runtime.Calls);
    }

    [Theory]
    [InlineData(
        LaunchTypes.Fargate,
        Resources
            + "unable to retrieve secret from asm: "
            + Retried
            + "failed to fetch secret "
            + Secret
            + " from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret. <400>"
    )]
    [InlineData(
        LaunchTypes.Ec2,
        "ResourceNotFoundException: The task can't retrieve the secret with ARN '"
            + Secret
            + "' from AWS Secrets Manager. Check whether the secret exists in the specified Region: "
            + "ResourceNotFoundException: Secrets Manager can't find the specified secret. <400>"
    )]
    public async Task Secret_that_is_not_there(string launchType, string expected)
    {
        await using var lab = await TaskLab.OpenAsync();

        AssertFailed(await lab.RunAsync(WithSecret(Secret), launchType), expected);
    }

    [Theory]
    [InlineData(
        LaunchTypes.Fargate,
        Resources
            + "unable to retrieve secret from asm: "
            + Retried
            + "retrieved secret from Secrets Manager did not contain json key user"
    )]
    [InlineData(LaunchTypes.Ec2, "Retrieved secret from Secrets Manager did not contain json key user")]
    public async Task Secret_without_the_wanted_key(string launchType, string expected)
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Cloud.Secrets[Secret] = """{"password":"p"}""";

        AssertFailed(await lab.RunAsync(WithSecret(Secret + ":user::"), launchType), expected);
    }

    [Theory]
    [InlineData(LaunchTypes.Fargate, Resources + "unable to retrieve secret from asm: trying to retrieve ")]
    [InlineData(LaunchTypes.Ec2, "Trying to retrieve ")]
    public async Task Secret_with_a_malformed_reference(string launchType, string start)
    {
        await using var lab = await TaskLab.OpenAsync();

        AssertFailed(
            await lab.RunAsync(WithSecret(Secret + ":user"), launchType),
            $"{start}secret with value {Secret}:user resulted in error: an invalid ARN format for the AWS Secrets Manager secret "
                + "was specified. Specify a valid ARN and try again."
        );
    }

    [Fact]
    public async Task Secret_with_a_version_id_that_is_too_short()
    {
        await using var lab = await TaskLab.OpenAsync();

        var task = await lab.RunAsync(WithSecret(Secret + ":::1"));

        Assert.EndsWith(
            "from secrets manager: InvalidParameter: 1 validation error(s) found. - minimum field size of 32, GetSecretValueInput.VersionId.",
            task.StoppedReason
        );
    }

    [Fact]
    public async Task Several_secrets_that_fail_are_joined_on_EC2()
    {
        await using var lab = await TaskLab.OpenAsync();
        var container = TaskLab.Container("app") with
        {
            Secrets =
            [
                new EcsSecret { Name = "A", ValueFrom = Secret },
                new EcsSecret { Name = "B", ValueFrom = Secret.Replace("db", "other") },
            ],
        };

        var task = await lab.RunAsync(TaskLab.Definition(container), LaunchTypes.Ec2);

        Assert.Matches("^ResourceNotFoundException: .+;ResourceNotFoundException: .+$", task.StoppedReason);
    }

    [Theory]
    [InlineData(LaunchTypes.Fargate, Resources + "unable to retrieve secrets from ssm: " + Retried)]
    [InlineData(LaunchTypes.Ec2, "Fetching secret data from SSM Parameter Store in us-east-1: ")]
    public async Task Parameter_that_the_role_may_not_read(string launchType, string start)
    {
        await using var lab = await TaskLab.WithoutAsync("ssm:GetParameters");
        lab.Cloud.Parameters["/web/level"] = "debug";

        AssertFailed(
            await lab.RunAsync(WithSecret("/web/level"), launchType),
            start + "<denied ssm:GetParameters on arn:aws:ssm:us-east-1:111122223333:parameter/web/level>"
        );
    }

    [Theory]
    [InlineData(
        LaunchTypes.Fargate,
        Resources + "unable to retrieve secrets from ssm: " + Retried + "invalid ssm parameters: nope"
    )]
    [InlineData(
        LaunchTypes.Ec2,
        "Fetching secret data from SSM Parameter Store in us-east-1: invalid parameters: nope"
    )]
    public async Task Parameter_that_is_not_there(string launchType, string expected)
    {
        await using var lab = await TaskLab.OpenAsync();

        AssertFailed(await lab.RunAsync(WithSecret("nope"), launchType), expected);
    }

    [Theory]
    [InlineData(LaunchTypes.Fargate, Resources + "unable to retrieve ecr registry auth: " + Retried, false)]
    [InlineData(LaunchTypes.Ec2, "CannotPullECRContainerError: ", true)]
    public async Task Registry_that_the_role_may_not_enter(string launchType, string start, bool isOfContainer)
    {
        await using var lab = await TaskLab.WithoutAsync("ecr:GetAuthorizationToken");

        AssertFailed(
            await lab.RunAsync(launchType: launchType),
            start + "<denied ecr:GetAuthorizationToken on *>",
            isOfContainer
        );
    }

    [Fact]
    public async Task Manifest_that_the_role_may_not_pull_loses_its_reason_on_Fargate()
    {
        await using var lab = await TaskLab.WithoutAsync("ecr:BatchGetImage");

        var task = await lab.RunAsync();

        AssertFailed(
            task,
            $"CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref {TaskLab.Image}: "
                + $"pulling from host {TaskLab.Registry} failed with status code [manifests 1]: 403 Forbidden"
        );
        Assert.Equal(task.StoppedReason, task.Containers[0].Reason);
    }

    [Theory]
    [InlineData("ecr:BatchGetImage")]
    [InlineData("ecr:GetDownloadUrlForLayer")]
    public async Task Pull_that_is_refused_tells_why_on_EC2(string action)
    {
        await using var lab = await TaskLab.WithoutAsync(action);

        AssertFailed(
            await lab.RunAsync(launchType: LaunchTypes.Ec2),
            "CannotPullContainerError: The task can’t pull the image. Check that the role has the permissions to pull images from "
                + $"the registry. Error response from daemon: pull access denied for {TaskLab.Registry}/team/app, repository does "
                + "not exist or may require 'docker login': denied: User: "
                + $"arn:aws:sts::111122223333:assumed-role/exec/{NoTask} is not authorized to perform: {action} on resource: "
                + "arn:aws:ecr:us-east-1:111122223333:repository/team/app because no identity-based policy allows the "
                + $"{action} action",
            isOfContainer: true
        );
    }

    [Fact]
    public async Task Layer_that_the_role_may_not_pull_on_Fargate()
    {
        await using var lab = await TaskLab.WithoutAsync("ecr:GetDownloadUrlForLayer");

        var task = await lab.RunAsync();

        Assert.Matches(
            $"^CannotPullContainerError: ref pull has been retried 1 time\\(s\\): failed to copy: httpReadSeeker: failed open: unexpected status code https://{Regex.Escape(TaskLab.Registry)}/v2/team/app/blobs/sha256:[0-9a-f]{{64}}: 403 Forbidden$",
            task.StoppedReason
        );
    }

    [Fact]
    public async Task Unpacked_image_does_not_spare_a_role_its_permissions()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Runtime.Program = _ => Task.FromResult(0);
        await lab.RunAsync();
        var role = lab.Door.Host.Identities.Roles.All.Single(one => one.Name == "exec");
        await lab.Door.Host.Identities.Roles.PutAsync(
            role with
            {
                InlinePolicies = role.InlinePolicies.SetItem(
                    "inline",
                    """{"Version":"2012-10-17","Statement":{"Effect":"Allow","NotAction":"ecr:GetDownloadUrlForLayer","Resource":"*"}}"""
                ),
            },
            TestContext.Current.CancellationToken
        );

        var task = await lab.RunAsync();

        Assert.EndsWith("403 Forbidden", task.StoppedReason);
    }

    [Theory]
    [InlineData(
        LaunchTypes.Fargate,
        "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref <image>: <image>: not found"
    )]
    [InlineData(
        LaunchTypes.Ec2,
        "CannotPullContainerError: The task can’t pull the image. Check whether the image exists. Error response from daemon: "
            + "manifest for <image> not found: manifest unknown: Requested image not found"
    )]
    public async Task Image_that_is_not_there(string launchType, string expected)
    {
        await using var lab = await TaskLab.OpenAsync();
        const string Missing = TaskLab.Registry + "/team/app:2";

        AssertFailed(
            await lab.RunAsync(WithImage(Missing), launchType),
            expected.Replace("<image>", Missing),
            launchType == LaunchTypes.Ec2
        );
    }

    [Theory]
    [InlineData(
        LaunchTypes.Fargate,
        "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref "
            + "docker.io/library/nginx:1.27: docker.io/library/nginx:1.27: not found"
    )]
    [InlineData(
        LaunchTypes.Ec2,
        "CannotPullContainerError: The task can’t pull the image. Check whether the image exists. Error response from daemon: "
            + "pull access denied for nginx, repository does not exist or may require 'docker login': denied: requested access "
            + "to the resource is denied"
    )]
    public async Task Image_of_another_registry_is_out_of_reach(string launchType, string expected)
    {
        await using var lab = await TaskLab.OpenAsync();

        AssertFailed(await lab.RunAsync(WithImage("nginx:1.27"), launchType), expected, launchType == LaunchTypes.Ec2);
    }

    [Theory]
    [InlineData(
        LaunchTypes.Fargate,
        "CannotPullContainerError: ref pull has been retried 1 time(s): failed to extract <image>: "
    )]
    [InlineData(LaunchTypes.Ec2, "CannotPullContainerError: Error response from daemon: ")]
    public async Task Image_that_is_corrupt(string launchType, string start)
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Images.RefusesToUnpack = _ => new ContainerException(ContainerFault.Corrupt, "layer is not what it says");

        AssertFailed(
            await lab.RunAsync(launchType: launchType),
            start.Replace("<image>", TaskLab.Image) + "layer is not what it says",
            launchType == LaunchTypes.Ec2
        );
    }

    [Theory]
    [InlineData(
        LaunchTypes.Fargate,
        "ResourceInitializationError: failed to download env files: file download command: non empty error stream: failed to "
            + "download file web.env: failed to write to a temporary file: <s3>"
    )]
    [InlineData(LaunchTypes.Ec2, "Unable to download env file with key web.env from bucket conf, error: <s3>")]
    public async Task Environment_file_that_the_role_may_not_read(string launchType, string expected)
    {
        await using var lab = await TaskLab.WithoutAsync("s3:GetObject");
        lab.Cloud.Objects["conf/web.env"] = "A=1";
        var container = TaskLab.Container("app") with
        {
            EnvironmentFiles = [new EnvironmentFile { Type = "s3", Value = "arn:aws:s3:::conf/web.env" }],
        };

        var task = await lab.RunAsync(TaskLab.Definition(container), launchType);

        AssertFailed(task, expected);
    }

    [Theory]
    [InlineData(
        LaunchTypes.Fargate,
        "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create "
            + "Cloudwatch log stream: <denied logs:CreateLogStream on <stream>> : exit status 1",
        false
    )]
    [InlineData(
        LaunchTypes.Ec2,
        "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: failed to create Cloudwatch "
            + "log stream: <denied logs:CreateLogStream on <stream>>",
        true
    )]
    public async Task Log_stream_that_the_role_may_not_make(string launchType, string expected, bool isOfContainer)
    {
        await using var lab = await TaskLab.WithoutAsync("logs:CreateLogStream");

        var task = await lab.RunAsync(WithLogs(("mode", "blocking")), launchType);

        var stream = $"arn:aws:logs:us-east-1:111122223333:log-group:app:log-stream:p/app/{task.Id}";
        AssertFailed(task, expected.Replace("<stream>", stream), isOfContainer);
    }

    [Theory]
    [InlineData(LaunchTypes.Fargate)]
    [InlineData(LaunchTypes.Ec2)]
    public async Task Log_group_that_is_not_there(string launchType)
    {
        await using var lab = await TaskLab.OpenAsync();

        var task = await lab.RunAsync(WithLogs(("mode", "blocking"), ("awslogs-group", "none")), launchType);

        Assert.Contains(
            "failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist. status code: 400, request id: ",
            task.IsFargate ? task.StoppedReason : task.Containers[0].Reason
        );
    }

    [Theory]
    [InlineData(LaunchTypes.Fargate)]
    [InlineData(LaunchTypes.Ec2)]
    public async Task Log_group_that_the_role_may_not_make(string launchType)
    {
        await using var lab = await TaskLab.WithoutAsync("logs:CreateLogGroup");

        var task = await lab.RunAsync(
            WithLogs(("mode", "blocking"), ("awslogs-group", "new"), ("awslogs-create-group", "true")),
            launchType
        );

        Assert.Contains(
            "failed to create Cloudwatch log group: AccessDeniedException: ",
            task.IsFargate ? task.StoppedReason : task.Containers[0].Reason
        );
    }

    [Theory]
    [InlineData(
        LaunchTypes.Fargate,
        "ResourceInitializationError: failed to validate logger args: unknown log opt 'colour' for awslogs log driver : exit status 1",
        false
    )]
    [InlineData(
        LaunchTypes.Ec2,
        "CannotCreateContainerError: Error response from daemon: unknown log opt 'colour' for awslogs log driver",
        true
    )]
    public async Task Log_option_that_is_not_known(string launchType, string expected, bool isOfContainer)
    {
        await using var lab = await TaskLab.OpenAsync();

        AssertFailed(await lab.RunAsync(WithLogs(("colour", "red")), launchType), expected, isOfContainer);
    }

    [Theory]
    [InlineData(LaunchTypes.Fargate, "CannotCreateContainerError: no command specified", false)]
    [InlineData(LaunchTypes.Ec2, "CannotCreateContainerError: Error response from daemon: no command specified", true)]
    public async Task Container_without_a_command(string launchType, string expected, bool isOfContainer)
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Cloud.Push("team/app:bare", new ImageConfig());

        AssertFailed(
            await lab.RunAsync(WithImage(TaskLab.Registry + "/team/app:bare"), launchType),
            expected,
            isOfContainer
        );
    }

    [Theory]
    [InlineData(
        LaunchTypes.Fargate,
        "CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to create "
            + "shim task: OCI runtime create failed: exec: \"/app\": executable file not found in $PATH: unknown"
    )]
    [InlineData(
        LaunchTypes.Ec2,
        "CannotStartContainerError: Error response from daemon: failed to create task for container: failed to create shim "
            + "task: OCI runtime create failed: exec: \"/app\": executable file not found in $PATH: unknown"
    )]
    public async Task Container_whose_command_is_not_found(string launchType, string expected)
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Runtime.RefusesToCreate = _ => new ContainerException(
            ContainerFault.Invalid,
            "exec: \"/app\": executable file not found in $PATH"
        );

        AssertFailed(await lab.RunAsync(launchType: launchType), expected, launchType == LaunchTypes.Ec2);
    }

    [Fact]
    public async Task Container_that_the_runtime_does_not_start_stops_the_others()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Runtime.RefusesToStart = spec =>
            spec.Name == "bad" ? new ContainerException(ContainerFault.Unavailable, "no") : null;
        var bad = TaskLab.Container("bad") with
        {
            DependsOn = [new ContainerDependency { ContainerName = "good", Condition = "START" }],
        };

        var task = await lab.RunAsync(TaskLab.Definition(TaskLab.Container("good"), bad));

        Assert.Equal("TaskFailedToStart", task.StopCode);
        Assert.Equal([143, null], task.Containers.Select(one => one.ExitCode));
        Assert.StartsWith("CannotStartContainerError: ", task.Containers[1].Reason);
    }

    [Theory]
    [InlineData(LaunchTypes.Fargate, "ResourceInitializationError: no namespaces here")]
    [InlineData(LaunchTypes.Ec2, "Resource cannot be initialized for task: no namespaces here")]
    public async Task Network_that_cannot_be_made(string launchType, string expected)
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Networks.RefusesToCreate = _ => new ContainerException(ContainerFault.NotPermitted, "no namespaces here");

        AssertFailed(await lab.RunAsync(launchType: launchType), expected);
    }

    [Theory]
    [InlineData(LaunchTypes.Fargate, "ResourceInitializationError: no runtime here")]
    [InlineData(LaunchTypes.Ec2, "Resource cannot be initialized for task: no runtime here")]
    public async Task Runtime_that_is_not_there(string launchType, string expected)
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.NoRuntime = new ContainerException(ContainerFault.Unavailable, "no runtime here");

        AssertFailed(await lab.RunAsync(launchType: launchType), expected);
    }

    [Fact]
    public async Task Secret_speaks_before_the_image_on_Fargate()
    {
        await using var lab = await TaskLab.WithoutAsync("secretsmanager:GetSecretValue", "ecr:BatchGetImage");

        var task = await lab.RunAsync(WithSecret(Secret));

        Assert.StartsWith(Resources, task.StoppedReason);
        Assert.Equal(0, lab.Cloud.CallsTo("ecr:BatchGetImage"));
    }

    [Fact]
    public async Task Task_without_an_execution_role_has_no_credentials_for_its_pull()
    {
        await using var lab = await TaskLab.OpenAsync();

        var task = await lab.RunAsync(TaskLab.Definition() with { ExecutionRoleArn = null }, LaunchTypes.Ec2);

        AssertFailed(
            task,
            "CannotPullECRContainerError: NoCredentialProviders: no valid providers in chain",
            isOfContainer: true
        );
    }

    private static TaskDefinition WithSecret(string valueFrom) =>
        TaskLab.Definition(
            TaskLab.Container("app") with
            {
                Secrets = [new EcsSecret { Name = "DB", ValueFrom = valueFrom }],
            }
        );

    private static TaskDefinition WithImage(string image) =>
        TaskLab.Definition(TaskLab.Container("app") with { Image = image });

    private static TaskDefinition WithLogs(params (string Name, string Value)[] options) =>
        TaskLab.Definition(TaskLab.Container("app") with { LogConfiguration = TaskLab.AwsLogs(options) });

    private static void AssertFailed(TaskRecord task, string expected, bool isOfContainer = false)
    {
        var full = Denied()
            .Replace(
                expected,
                denied =>
                    $"AccessDeniedException: User: arn:aws:sts::111122223333:assumed-role/exec/{task.Id} is not authorized to perform: "
                    + $"{denied.Groups[1].Value} on resource: {denied.Groups[2].Value} because no identity-based policy allows the "
                    + $"{denied.Groups[1].Value} action <400>"
            )
            .Replace(
                "<s3>",
                $"AccessDenied: User: arn:aws:sts::111122223333:assumed-role/exec/{task.Id} is not authorized to perform: "
                    + "s3:GetObject on resource: arn:aws:s3:::conf/web.env because no identity-based policy allows the "
                    + "s3:GetObject action status code: 403, request id: <id>"
            )
            .Replace("<400>", "status code: 400, request id: <id>")
            .Replace(NoTask, task.Id);
        Assert.Equal("TaskFailedToStart", task.StopCode);
        Assert.Equal(isOfContainer ? "Task failed to start" : full, WithoutIds(task.StoppedReason!));
        if (isOfContainer)
        {
            Assert.Equal(full, WithoutIds(task.Containers[0].Reason!));
        }
    }

    private static string WithoutIds(string text) => RequestId().Replace(text, "request id: <id>");

    [GeneratedRegex("<denied (\\S+) on ([^>]+)>")]
    private static partial Regex Denied();

    [GeneratedRegex("request id: [0-9a-f-]{36}")]
    private static partial Regex RequestId();
}
