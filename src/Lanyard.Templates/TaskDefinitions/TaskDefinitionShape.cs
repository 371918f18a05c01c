using static Lanyard.Templates.TaskDefinitions.PropertyShape;

namespace Lanyard.Templates.TaskDefinitions;

/// <summary>What a task definition holds, with the names of CloudFormation and of <c>ecs:RegisterTaskDefinition</c>.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-taskdefinition.html" />
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html" />
internal static class TaskDefinitionShape
{
    private static readonly PropertyShape NamesAndValues = ListOf(Of(new("Name", Text), new("Value", Text)));

    private static readonly PropertyShape Secrets = ListOf(Of(new("Name", Text), new("ValueFrom", Text)));

    private static readonly PropertyShape LinuxParameters = Of(
        new("Capabilities", Of(new("Add", Texts), new("Drop", Texts))),
        new("Devices", ListOf(Of(new("HostPath", Text), new("ContainerPath", Text), new("Permissions", Texts)))),
        new("InitProcessEnabled", Flag),
        new("MaxSwap", Integer),
        new("SharedMemorySize", Integer),
        new("Swappiness", Integer),
        new("Tmpfs", ListOf(Of(new("ContainerPath", Text), new("MountOptions", Texts), new("Size", Integer))))
    );

    private static readonly PropertyShape PortMappings = ListOf(
        Of(
            new("AppProtocol", Text),
            new("ContainerPort", Integer),
            new("ContainerPortRange", Text),
            new("HostPort", Integer),
            new("Name", Text),
            new("Protocol", Text)
        )
    );

    private static readonly PropertyShape HealthCheck = Of(
        new("Command", Texts),
        new("Interval", Integer),
        new("Retries", Integer),
        new("StartPeriod", Integer),
        new("Timeout", Integer)
    );

    private static readonly PropertyShape RestartPolicy = Of(
        new("Enabled", Flag),
        new("IgnoredExitCodes", Integers),
        new("RestartAttemptPeriod", Integer)
    );

    private static readonly PropertyShape LogConfiguration = Of(
        new("LogDriver", Text),
        new("Options", TextMap),
        new("SecretOptions", Secrets)
    );

    private static readonly PropertyShape Container = Of(
        new("Command", Texts),
        new("Cpu", Integer),
        new("CredentialSpecs", Texts),
        new("DependsOn", ListOf(Of(new("Condition", Text), new("ContainerName", Text)))),
        new("DisableNetworking", Flag),
        new("DnsSearchDomains", Texts),
        new("DnsServers", Texts),
        new("DockerLabels", TextMap),
        new("DockerSecurityOptions", Texts),
        new("EntryPoint", Texts),
        new("Environment", NamesAndValues),
        new("EnvironmentFiles", ListOf(Of(new("Type", Text), new("Value", Text)))),
        new("Essential", Flag),
        new("ExtraHosts", ListOf(Of(new("Hostname", Text), new("IpAddress", Text)))),
        new("FirelensConfiguration", Of(new("Options", TextMap), new("Type", Text))),
        new("HealthCheck", HealthCheck),
        new("Hostname", Text),
        new("Image", Text),
        new("Interactive", Flag),
        new("Links", Texts),
        new("LinuxParameters", LinuxParameters),
        new("LogConfiguration", LogConfiguration),
        new("Memory", Integer),
        new("MemoryReservation", Integer),
        new("MountPoints", ListOf(Of(new("ContainerPath", Text), new("ReadOnly", Flag), new("SourceVolume", Text)))),
        new("Name", Text),
        new("PortMappings", PortMappings),
        new("Privileged", Flag),
        new("PseudoTerminal", Flag),
        new("ReadonlyRootFilesystem", Flag),
        new("RepositoryCredentials", Of(new PropertyMember("CredentialsParameter", Text))),
        new("ResourceRequirements", ListOf(Of(new("Type", Text), new("Value", Text)))),
        new("RestartPolicy", RestartPolicy),
        new("Secrets", Secrets),
        new("StartTimeout", Integer),
        new("StopTimeout", Integer),
        new("SystemControls", ListOf(Of(new("Namespace", Text), new("Value", Text)))),
        new("Ulimits", ListOf(Of(new("HardLimit", Integer), new("Name", Text), new("SoftLimit", Integer)))),
        new("User", Text),
        new("VersionConsistency", Text),
        new("VolumesFrom", ListOf(Of(new("ReadOnly", Flag), new("SourceContainer", Text)))),
        new("WorkingDirectory", Text)
    );

    private static readonly PropertyShape DockerVolume = Of(
        new("Autoprovision", Flag),
        new("Driver", Text),
        new("DriverOpts", TextMap),
        new("Labels", TextMap),
        new("Scope", Text)
    );

    private static readonly PropertyShape EfsVolume = Of(
        new("AuthorizationConfig", Of(new("AccessPointId", Text), new("IAM", "iam", Text))),
        new("FilesystemId", "fileSystemId", Text),
        new("RootDirectory", Text),
        new("TransitEncryption", Text),
        new("TransitEncryptionPort", Integer)
    );

    private static readonly PropertyShape FsxVolume = Of(
        new("AuthorizationConfig", Of(new("CredentialsParameter", Text), new("Domain", Text))),
        new("FileSystemId", Text),
        new("RootDirectory", Text)
    );

    private static readonly PropertyShape S3FilesVolume = Of(
        new("AccessPointArn", Text),
        new("FileSystemArn", Text),
        new("RootDirectory", Text),
        new("TransitEncryptionPort", Integer)
    );

    private static readonly PropertyShape Volume = Of(
        new("ConfiguredAtLaunch", Flag),
        new("DockerVolumeConfiguration", DockerVolume),
        new("EFSVolumeConfiguration", "efsVolumeConfiguration", EfsVolume),
        new("FSxWindowsFileServerVolumeConfiguration", "fsxWindowsFileServerVolumeConfiguration", FsxVolume),
        new("Host", Of(new PropertyMember("SourcePath", Text))),
        new("Name", Text),
        new("S3FilesVolumeConfiguration", "s3filesVolumeConfiguration", S3FilesVolume)
    );

    private static readonly PropertyShape ProxyConfiguration = Of(
        new("ContainerName", Text),
        new("ProxyConfigurationProperties", "properties", NamesAndValues),
        new("Type", Text)
    );

    /// <summary>The whole task definition.</summary>
    internal static PropertyShape Whole { get; } =
        Of(
            new("ContainerDefinitions", ListOf(Container)),
            new("Cpu", Text),
            new("EnableFaultInjection", Flag),
            new("EphemeralStorage", Of(new PropertyMember("SizeInGiB", Integer))),
            new("ExecutionRoleArn", Text),
            new("Family", Text),
            new("InferenceAccelerators", ListOf(Of(new("DeviceName", Text), new("DeviceType", Text)))),
            new("IpcMode", Text),
            new("Memory", Text),
            new("NetworkMode", Text),
            new("PidMode", Text),
            new("PlacementConstraints", ListOf(Of(new("Expression", Text), new("Type", Text)))),
            new("ProxyConfiguration", ProxyConfiguration),
            new("RequiresCompatibilities", Texts),
            new("RuntimePlatform", Of(new("CpuArchitecture", Text), new("OperatingSystemFamily", Text))),
            new("Tags", ListOf(Of(new("Key", Text), new("Value", Text)))),
            new("TaskRoleArn", Text),
            new("Volumes", ListOf(Volume))
        );
}
