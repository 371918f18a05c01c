using Lanyard.Containers;
using Lanyard.Containers.Images;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Tests.Startup;

public sealed class ContainerSpecTests
{
    [Theory]
    [InlineData(null, null, "/entry default")]
    [InlineData(null, "mine", "/entry mine")]
    [InlineData("/own", null, "/own")]
    [InlineData("/own", "mine", "/own mine")]
    public async Task Command_is_put_together_as_Docker_does(string? entryPoint, string? command, string expected)
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Cloud.Push("team/app:1", new ImageConfig { Entrypoint = ["/entry"], Cmd = ["default"] });

        var spec = await SpecAsync(
            lab,
            TaskLab.Container("app") with
            {
                EntryPoint = entryPoint is null ? null : [entryPoint],
                Command = command is null ? null : [command],
            }
        );

        Assert.Equal(expected, string.Join(' ', spec.Arguments));
    }

    [Fact]
    public async Task Image_says_what_the_definition_leaves_out()
    {
        await using var lab = await TaskLab.OpenAsync();
        lab.Cloud.Push(
            "team/app:1",
            new ImageConfig
            {
                Cmd = ["/app"],
                WorkingDir = "/srv",
                User = "app",
                StopSignal = "SIGINT",
            }
        );

        var spec = await SpecAsync(lab, TaskLab.Container("app"));

        Assert.Equal(("/srv", "app", "SIGINT"), (spec.WorkingDirectory, spec.User, spec.StopSignal));
        Assert.Equal(TimeSpan.FromSeconds(30), spec.StopTimeout);
    }

    [Fact]
    public async Task Definition_is_carried_over()
    {
        await using var lab = await TaskLab.OpenAsync();

        var spec = await SpecAsync(
            lab,
            TaskLab.Container("app") with
            {
                WorkingDirectory = "/work",
                User = "1000:1000",
                Cpu = 128,
                Memory = 256,
                MemoryReservation = 128,
                ReadonlyRootFilesystem = true,
                StopTimeout = 7,
                Ulimits =
                [
                    new Ulimit
                    {
                        Name = "nproc",
                        SoftLimit = 10,
                        HardLimit = 20,
                    },
                ],
                LinuxParameters = new LinuxParameters
                {
                    Capabilities = new KernelCapabilities { Add = ["SYS_PTRACE"], Drop = ["NET_RAW"] },
                    SharedMemorySize = 128,
                    Tmpfs =
                    [
                        new Tmpfs
                        {
                            ContainerPath = "/scratch",
                            Size = 16,
                            MountOptions = ["noexec"],
                        },
                    ],
                },
                SystemControls = [new SystemControl { Namespace = "net.core.somaxconn", Value = "1024" }],
                ExtraHosts = [new HostEntry { Hostname = "db", IpAddress = "10.0.0.9" }],
                DnsServers = ["10.0.0.2"],
                DockerLabels = new Dictionary<string, string> { ["team"] = "a" },
            }
        );

        Assert.Equal(
            ("/work", "1000:1000", true, 7),
            (spec.WorkingDirectory, spec.User, spec.ReadOnlyRoot, (int)spec.StopTimeout.TotalSeconds)
        );
        Assert.Equal(
            (128, 256L << 20, 128L << 20, 128L << 20),
            (spec.CpuUnits, spec.MemoryBytes, spec.MemoryReservationBytes, spec.SharedMemoryBytes)
        );
        Assert.Equal(["SYS_PTRACE"], spec.AddedCapabilities);
        Assert.Equal(["NET_RAW"], spec.DroppedCapabilities);
        var openFiles = Math.Min(65535, MachineLimits.MostOpenFiles);
        Assert.Equal([new("nproc", 10, 20), new("nofile", openFiles, openFiles)], spec.Ulimits);
        Assert.Equal(
            ("/scratch", 16L << 20, "noexec"),
            (spec.Mounts[0].Target, spec.Mounts[0].SizeBytes, spec.Mounts[0].Options[0])
        );
        Assert.Equal(
            ("1024", "nameserver 10.0.0.2\n", "a"),
            (spec.Sysctls["net.core.somaxconn"], spec.ResolvConf, spec.Labels["team"])
        );
        Assert.Equal([new ContainerHost("db", "10.0.0.9")], spec.ExtraHosts);
    }

    [Fact]
    public async Task Containers_share_the_task_s_network_and_limits()
    {
        await using var lab = await TaskLab.OpenAsync();

        var task = await lab.RunningAsync(TaskLab.Definition(TaskLab.Container("app"), TaskLab.Container("web")));

        var specs = task.Containers.Select(one => lab.ContainerOf(task, one.Name).Spec);
        Assert.All(
            specs,
            spec =>
            {
                Assert.Equal($"/fake/{task.Id}", spec.NetworkNamespacePath);
                Assert.Equal(new ContainerGroup(task.Id, 512L << 20, 256), spec.Group);
                Assert.Equal(task.TaskArn, spec.Labels["com.amazonaws.ecs.task-arn"]);
            }
        );
    }

    [Fact]
    public async Task Limit_of_open_files_is_Fargate_s_own_only_on_Fargate()
    {
        await using var lab = await TaskLab.OpenAsync();

        var task = await lab.RunningAsync(launchType: LaunchTypes.Ec2);

        Assert.Empty(lab.ContainerOf(task, "app").Spec.Ulimits);
    }

    [Fact]
    public async Task Network_mode_none_gives_no_network()
    {
        await using var lab = await TaskLab.OpenAsync();

        var task = await lab.RunningAsync(TaskLab.Definition() with { NetworkMode = "none" }, LaunchTypes.Ec2);

        Assert.Null(lab.ContainerOf(task, "app").Spec.NetworkNamespacePath);
        Assert.Empty(lab.Networks.List());
    }

    [Fact]
    public async Task Volumes_are_shared_by_the_containers_that_mount_them()
    {
        await using var lab = await TaskLab.OpenAsync();
        var writer = TaskLab.Container("app") with
        {
            MountPoints = [new MountPoint { SourceVolume = "data", ContainerPath = "/data" }],
        };
        var reader = TaskLab.Container("web") with
        {
            VolumesFrom = [new VolumeFrom { SourceContainer = "app", ReadOnly = true }],
        };
        var definition = TaskLab.Definition(writer, reader) with { Volumes = [new Volume { Name = "data" }] };

        var task = await lab.RunningAsync(definition);

        var (first, second) = (
            lab.ContainerOf(task, "app").Spec.Mounts[0],
            lab.ContainerOf(task, "web").Spec.Mounts[0]
        );
        Assert.Equal((first.Source, "/data", true), (second.Source, second.Target, second.IsReadOnly));
        Assert.False(first.IsReadOnly);
        Assert.True(Directory.Exists(first.Source));
    }

    [Fact]
    public async Task Volume_of_a_kind_that_is_not_mounted_stops_the_task()
    {
        await using var lab = await TaskLab.OpenAsync();
        var definition = TaskLab.Definition() with
        {
            Volumes =
            [
                new Volume
                {
                    Name = "shared",
                    EfsVolumeConfiguration = new EFSVolumeConfiguration { FileSystemId = "fs-1" },
                },
            ],
        };

        var task = await lab.RunAsync(definition);

        Assert.StartsWith("ResourceInitializationError: volume `shared` is of a kind", task.StoppedReason);
    }

    [Fact]
    public async Task Image_used_twice_is_pulled_once()
    {
        await using var lab = await TaskLab.OpenAsync();

        await lab.RunningAsync(TaskLab.Definition(TaskLab.Container("app"), TaskLab.Container("web")));

        Assert.Equal(
            (1, 1, 2),
            (
                lab.Cloud.CallsTo("ecr:GetAuthorizationToken"),
                lab.Cloud.CallsTo("ecr:BatchGetImage"),
                lab.Cloud.CallsTo("ecr:GetDownloadUrlForLayer")
            )
        );
    }

    [Fact]
    public async Task Unpacked_image_is_asked_for_again_and_not_downloaded()
    {
        await using var lab = await TaskLab.OpenAsync();
        await lab.RunningAsync();
        var downloads = lab.Cloud.Downloads.Count;

        var task = await lab.RunningAsync();

        Assert.Equal(
            (2, 4, downloads),
            (
                lab.Cloud.CallsTo("ecr:BatchGetImage"),
                lab.Cloud.CallsTo("ecr:GetDownloadUrlForLayer"),
                lab.Cloud.Downloads.Count
            )
        );
        Assert.Equal(Digest.Of(lab.Cloud.Manifests["team/app:1"]).ToString(), task.Containers[0].ImageDigest);
    }

    private static async Task<ContainerSpec> SpecAsync(TaskLab lab, ContainerDefinition container)
    {
        var task = await lab.RunningAsync(TaskLab.Definition(container));
        return lab.ContainerOf(task, "app").Spec;
    }
}
