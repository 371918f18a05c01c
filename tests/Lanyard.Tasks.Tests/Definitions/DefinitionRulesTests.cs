using Lanyard.Tasks.Definitions;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Tests.Definitions;

public sealed class DefinitionRulesTests
{
    private static readonly RegisterTaskDefinitionInput Good = new()
    {
        Family = "web",
        NetworkMode = "awsvpc",
        RequiresCompatibilities = ["FARGATE"],
        Cpu = "256",
        Memory = "512",
        ExecutionRoleArn = TaskLab.ExecutionRole,
        TaskRoleArn = TaskLab.TaskRole,
        ContainerDefinitions = [TaskLab.Container("app")],
    };

    private static readonly RegisterTaskDefinitionInput OnEc2 = Good with
    {
        NetworkMode = "bridge",
        RequiresCompatibilities = ["EC2"],
    };

    public static TheoryData<string, RegisterTaskDefinitionInput> Refused { get; } =
        new()
        {
            { "Family should not be null or empty.", Good with { Family = null } },
            { "Container list cannot be empty.", Good with { ContainerDefinitions = [] } },
            { "Container list cannot be empty.", Good with { ContainerDefinitions = null } },
            { "Role is not valid", Good with { TaskRoleArn = "" } },
            { "Role is not valid", Good with { ExecutionRoleArn = "arn:aws:iam::111122223333:user/ann" } },
            { "Role is not valid", Good with { ExecutionRoleArn = "arn:aws:iam::1111:role/exec" } },
            { "Invalid 'cpu' setting for task.", Good with { Cpu = "" } },
            { "Invalid 'cpu' setting for task.", Good with { Cpu = "a lot" } },
            { "Invalid 'memory' setting for task.", Good with { Memory = "-1" } },
            { "volume.name should not be null or empty.", Good with { Volumes = [new Volume()] } },
            { "volume.name contains invalid characters.", Good with { Volumes = [new Volume { Name = "/" }] } },
            { "volume.name contains invalid characters.", Good with { Volumes = [new Volume { Name = "../../.." }] } },
            { "volume.name contains invalid characters.", Good with { Volumes = [new Volume { Name = "a.b" }] } },
            {
                "volume.name contains invalid characters.",
                Good with
                {
                    Volumes = [new Volume { Name = new string('a', 256) }],
                }
            },
            { "Container.name should not be null or empty.", With(Good, one => one with { Name = null }) },
            { "Container.image should not be null or empty.", With(Good, one => one with { Image = "" }) },
            {
                "Invalid setting for container 'app'. At least one of 'memory' or 'memoryReservation' must be specified.",
                OnEc2 with
                {
                    Memory = null,
                }
            },
            {
                "Invalid 'containerPort' setting for container 'app'.",
                With(Good, one => one with { PortMappings = [new PortMapping { ContainerPort = 65536 }] })
            },
            {
                "Invalid 'containerPort' setting for container 'app'.",
                With(Good, one => one with { PortMappings = [new PortMapping()] })
            },
            {
                "When networkMode=awsvpc, the host ports and container ports in port mappings must match.",
                With(Good, one => one with { PortMappings = [new PortMapping { ContainerPort = 80, HostPort = 8080 }] })
            },
            {
                "hostname is not supported on container when networkMode=awsvpc.",
                With(Good, one => one with { Hostname = "me" })
            },
            {
                "The secret name must be unique and not shared with any new or existing environment variables set on the container, such as 'A'.",
                With(
                    Good,
                    one =>
                        one with
                        {
                            Environment = [new EcsKeyValuePair { Name = "A", Value = "1" }],
                            Secrets = [new EcsSecret { Name = "A", ValueFrom = "a" }],
                        }
                )
            },
            {
                "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
                With(
                    OnEc2 with
                    {
                        ExecutionRoleArn = null,
                    },
                    one => one with { Secrets = [new EcsSecret { Name = "A", ValueFrom = "a" }] }
                )
            },
            {
                "Private repository authentication requires that the task definition specify a value for executionRoleArn.",
                With(
                    OnEc2 with
                    {
                        ExecutionRoleArn = null,
                    },
                    one => one with { RepositoryCredentials = new RepositoryCredentials { CredentialsParameter = "s" } }
                )
            },
            {
                "Log driver awslogs requires options: awslogs-region, awslogs-group",
                With(Good, one => one with { LogConfiguration = new LogConfiguration { LogDriver = "awslogs" } })
            },
            {
                "Log driver splunk requires options: splunk-token",
                With(Good, one => one with { LogConfiguration = Splunk("splunk-url") })
            },
            {
                "Log driver splunk requires options: splunk-url",
                With(Good, one => one with { LogConfiguration = Splunk("splunk-token") })
            },
            {
                "Log driver splunk requires options: splunk-token, splunk-url",
                With(Good, one => one with { LogConfiguration = Splunk() })
            },
            {
                "The Systems Manager parameter name specified for secret DB is invalid",
                With(Good, one => one with { Secrets = [new EcsSecret { Name = "DB", ValueFrom = "shop/db:u::" }] })
            },
            {
                "The Systems Manager parameter name specified for secret DB is invalid",
                With(
                    Good,
                    one =>
                        one with
                        {
                            Secrets =
                            [
                                new EcsSecret
                                {
                                    Name = "DB",
                                    ValueFrom = "arn:aws:ssm:us-east-1:111122223333:parameter/shop/db:u::",
                                },
                            ],
                        }
                )
            },
            {
                "The Systems Manager parameter name specified for secret DB is invalid",
                With(
                    Good,
                    one => one with { Secrets = [new EcsSecret { Name = "DB", ValueFrom = "arn:aws:s3:::shop/db" }] }
                )
            },
            {
                "Invalid 'healthCheck' setting for container 'app'.",
                With(Good, one => one with { HealthCheck = new HealthCheck { Command = [] } })
            },
            {
                "Invalid 'healthCheck' setting for container 'app'.",
                With(
                    Good,
                    one =>
                        one with
                        {
                            HealthCheck = new HealthCheck { Command = ["CMD", "true"], Interval = 4 },
                        }
                )
            },
            {
                "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container",
                Good with
                {
                    ContainerDefinitions = [After("web", "app", "SUCCESS"), TaskLab.Container("app")],
                }
            },
            {
                "Cycle found in container dependencies: a, b.",
                Good with
                {
                    ContainerDefinitions = [After("a", "b", "START"), After("b", "a", "START"), TaskLab.Container("c")],
                }
            },
            {
                "Container 'a' depends on unknown container 'b'.",
                Good with
                {
                    ContainerDefinitions = [After("a", "b", "START")],
                }
            },
            {
                "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.",
                With(Good, one => one with { Cpu = 257 })
            },
            {
                "A task definition must have at least one essential container.",
                With(Good, one => one with { Essential = false })
            },
            {
                "Environment variable name cannot be null or blank.",
                With(Good, one => one with { Environment = [new EcsKeyValuePair { Value = "1" }] })
            },
            {
                "Environment variable name cannot be null or blank.",
                With(Good, one => one with { Environment = [new EcsKeyValuePair { Name = " ", Value = "1" }] })
            },
            {
                "Invalid 'volumesFrom' setting. Unknown container: 'db'.",
                With(Good, one => one with { VolumesFrom = [new VolumeFrom { SourceContainer = "db" }] })
            },
            {
                "Invalid 'mountPoints' setting for container 'app'. 'containerPath' must be specified.",
                With(
                    Good with
                    {
                        Volumes = [new Volume { Name = "data" }],
                    },
                    one => one with { MountPoints = [new MountPoint { SourceVolume = "data" }] }
                )
            },
            { "Fargate only supports network mode ‘awsvpc’.", Good with { NetworkMode = null } },
            { "Fargate requires that 'cpu' be defined at the task level.", Good with { Cpu = null } },
            {
                "Fargate requires that 'memory' be defined at the task level.",
                With(Good with { Memory = null }, one => one with { Memory = 512 })
            },
            {
                "No Fargate configuration exists for given values: 1024 CPU, 1024 memory. See the Amazon ECS documentation for the valid values.",
                Good with
                {
                    Cpu = "1024",
                    Memory = "1024",
                }
            },
            {
                "Tasks using the Fargate launch type do not support pidMode 'host'. The supported value for pidMode is 'task'.",
                Good with
                {
                    PidMode = "host",
                }
            },
            {
                "Fargate requires task definition to have execution role ARN to support ECR images.",
                Good with
                {
                    ExecutionRoleArn = null,
                }
            },
            {
                "Fargate requires task definition to have execution role ARN to support log driver awslogs.",
                With(
                    Good with
                    {
                        ExecutionRoleArn = null,
                    },
                    one => one with { Image = "nginx", LogConfiguration = TaskLab.AwsLogs() }
                )
            },
        };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void Broken_rule_speaks_in_ECS_s_words(string expected, RegisterTaskDefinitionInput input)
    {
        var error = Assert.Throws<AwsException>(() => DefinitionRules.Check(input));

        Assert.Equal(("ClientException", expected), (error.Code, error.Message));
    }

    [Fact]
    public void First_broken_rule_speaks() =>
        Assert.Equal(
            "Role is not valid",
            Assert.Throws<AwsException>(() => DefinitionRules.Check(Good with { TaskRoleArn = "", Cpu = "x" })).Message
        );

    [Theory]
    [InlineData("256", "512")]
    [InlineData(".25 vCPU", "0.5 GB")]
    [InlineData("1 vCPU", "2GB")]
    [InlineData("16384", "122880")]
    public void Sizes_that_Fargate_offers_are_good(string cpu, string memory) =>
        DefinitionRules.Check(Good with { Cpu = cpu, Memory = memory });

    [Fact]
    public void Definition_for_EC2_needs_no_execution_role() =>
        DefinitionRules.Check(OnEc2 with { ExecutionRoleArn = null, TaskRoleArn = null, Cpu = null });

    [Fact]
    public void Short_name_of_a_role_is_good() => DefinitionRules.Check(Good with { TaskRoleArn = "app" });

    [Fact]
    public void Role_with_a_path_is_good() =>
        DefinitionRules.Check(Good with { TaskRoleArn = "arn:aws:iam::111122223333:role/team/app" });

    [Fact]
    public void Definition_that_fits_Fargate_need_not_say_so() =>
        Assert.True(DefinitionRules.FitsFargate(Good with { RequiresCompatibilities = null }));

    [Fact]
    public void Definition_that_breaks_a_rule_of_Fargate_does_not_fit_it()
    {
        var free = Good with { RequiresCompatibilities = null };
        RegisterTaskDefinitionInput[] unfit =
        [
            free with
            {
                NetworkMode = "bridge",
            },
            free with
            {
                Cpu = null,
            },
            free with
            {
                Memory = null,
            },
            free with
            {
                Cpu = "1024",
                Memory = "1024",
            },
            free with
            {
                PidMode = "host",
            },
            free with
            {
                ExecutionRoleArn = null,
            },
            With(free, one => one with { Privileged = true }),
            free with
            {
                Volumes =
                [
                    new Volume
                    {
                        Name = "host",
                        Host = new HostVolumeProperties { SourcePath = "/" },
                    },
                ],
            },
        ];

        Assert.All(unfit, input => Assert.False(DefinitionRules.FitsFargate(input)));
    }

    [Fact]
    public void Volume_s_name_may_have_255_letters_digits_hyphens_and_underscores() =>
        DefinitionRules.Check(Good with { Volumes = [new Volume { Name = "Az09-_" + new string('a', 249) }] });

    [Theory]
    [InlineData("CMD", "/healthcheck")]
    [InlineData("CMD-SHELL", "curl -f localhost")]
    [InlineData("/healthcheck")]
    public void Health_check_may_be_a_command_as_it_is(params string[] command) =>
        DefinitionRules.Check(
            With(
                Good,
                one =>
                    one with
                    {
                        HealthCheck = new HealthCheck
                        {
                            Command = command,
                            Interval = 5,
                            Timeout = 3,
                            Retries = 2,
                        },
                    }
            )
        );

    [Theory]
    [InlineData("db-password")]
    [InlineData("/shop/db.password_1")]
    [InlineData("/shop/db:3")]
    [InlineData("arn:aws:ssm:us-east-1:111122223333:parameter/shop/db")]
    [InlineData("arn:aws:secretsmanager:us-east-1:111122223333:secret:shop/db-AbCdEf:user::")]
    public void Secret_may_be_a_parameter_or_a_secret_s_ARN(string valueFrom) =>
        DefinitionRules.Check(
            With(Good, one => one with { Secrets = [new EcsSecret { Name = "DB", ValueFrom = valueFrom }] })
        );

    [Fact]
    public void Splunk_s_token_may_come_from_a_secret() =>
        DefinitionRules.Check(
            With(
                Good,
                one =>
                    one with
                    {
                        LogConfiguration = Splunk("splunk-url") with
                        {
                            SecretOptions = [new EcsSecret { Name = "splunk-token", ValueFrom = "token" }],
                        },
                    }
            )
        );

    [Fact]
    public void Log_drivers_that_can_do_without_options_need_none() =>
        Assert.All(
            ["json-file", "syslog", "journald", "gelf", "fluentd"],
            driver =>
                DefinitionRules.Check(
                    With(OnEc2, one => one with { LogConfiguration = new LogConfiguration { LogDriver = driver } })
                )
        );

    private static LogConfiguration Splunk(params string[] options) =>
        new()
        {
            LogDriver = "splunk",
            Options = options.ToDictionary(option => option, _ => "x", StringComparer.Ordinal),
        };

    private static RegisterTaskDefinitionInput With(
        RegisterTaskDefinitionInput input,
        Func<ContainerDefinition, ContainerDefinition> change
    ) => input with { ContainerDefinitions = [change(TaskLab.Container("app"))] };

    private static ContainerDefinition After(string name, string other, string condition) =>
        TaskLab.Container(name) with
        {
            DependsOn = [new ContainerDependency { ContainerName = other, Condition = condition }],
        };
}
