namespace Lanyard.Tasks;

/// <summary>How tasks are run.</summary>
public sealed class TaskOptions
{
    /// <summary>Where the containers' writable layers are.</summary>
    /// <value>No default: a directory of the server's own, as <c>tasks</c> in the data directory.</value>
    public required string Directory { get; set; }

    /// <summary>How long output waits for more of it before it is sent to CloudWatch Logs.</summary>
    /// <value>100 ms to 5 s; the default is half a second (the log driver of Docker waits 5 s).</value>
    public TimeSpan LogFlushInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a stopped task is kept, with the output of its containers.</summary>
    /// <value>The default is an hour, about as long as ECS shows it.</value>
    public TimeSpan StoppedTaskRetention { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a session of a role lasts.</summary>
    /// <value>The default is six hours, as customary for ECS.</value>
    public TimeSpan SessionDuration { get; set; } = TimeSpan.FromHours(6);

    /// <summary>How long before its end a session is replaced.</summary>
    /// <value>The default is one hour; SDKs begin to ask for new credentials 15 minutes before the end.</value>
    public TimeSpan SessionRenewalLead { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What containers are told to call (<c>AWS_ENDPOINT_URL</c>).</summary>
    /// <value>The default is port 4566 of the task's link.</value>
    public string EndpointUrl { get; set; } = "http://169.254.170.2:4566";

    /// <summary>What tasks may have of this machine.</summary>
    /// <value>The default is nothing.</value>
    public HostAccess HostAccess { get; set; } = HostAccess.None;
}
