namespace Lanyard.Tasks.Lifecycle;

/// <summary>The words of a task's <c>lastStatus</c> and <c>desiredStatus</c>, in the order a task passes them.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html" />
public static class TaskStatuses
{
    public const string Provisioning = "PROVISIONING";
    public const string Pending = "PENDING";
    public const string Activating = "ACTIVATING";
    public const string Running = "RUNNING";
    public const string Deactivating = "DEACTIVATING";
    public const string Stopping = "STOPPING";
    public const string Deprovisioning = "DEPROVISIONING";
    public const string Stopped = "STOPPED";

    private static readonly string[] Order =
    [
        Provisioning,
        Pending,
        Activating,
        Running,
        Deactivating,
        Stopping,
        Deprovisioning,
        Stopped,
    ];

    /// <summary>Whether a status is this one or comes after it.</summary>
    public static bool HasReached(string status, string wanted) =>
        Array.IndexOf(Order, status) >= Array.IndexOf(Order, wanted);
}

/// <summary>Why a task stopped, in one word of ECS.</summary>
public static class StopCodes
{
    public const string TaskFailedToStart = "TaskFailedToStart";
    public const string EssentialContainerExited = "EssentialContainerExited";
    public const string UserInitiated = "UserInitiated";
    public const string TerminationNotice = "TerminationNotice";
}

/// <summary>Where tasks run, which decides the words of their failures.</summary>
public static class LaunchTypes
{
    public const string Ec2 = "EC2";
    public const string Fargate = "FARGATE";
    public const string External = "EXTERNAL";
}
