namespace Lanyard.Tasks;

/// <summary>How tasks are run.</summary>
public sealed class TaskOptions
{
    /// <summary>Where the containers' writable layers are.</summary>
    /// <value>An absolute path; no default: a directory of the server's own, as <c>tasks</c> in the data directory.</value>
    public required string Directory { get; set; }

    /// <summary>How long output waits for more of it before it is sent to CloudWatch Logs.</summary>
    /// <value>Zero, which waits for nothing, to 5 s; the default is half a second (the log driver of Docker waits 5 s).</value>
    public TimeSpan LogFlushInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a stopped task is kept, with the output of its containers.</summary>
    /// <value>A minute to 30 days; the default is an hour, about as long as ECS shows it.</value>
    public TimeSpan StoppedTaskRetention { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a session of a role lasts.</summary>
    /// <value>15 minutes to 12 hours, as STS has it; the default is six hours, as customary for ECS.</value>
    /// <seealso href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html" />
    public TimeSpan SessionDuration { get; set; } = TimeSpan.FromHours(6);

    /// <summary>How long before its end a session is replaced.</summary>
    /// <value>
    /// A minute at least, and less than the session lasts; the default is one hour. SDKs begin to ask for new credentials 15
    /// minutes before the end.
    /// </value>
    public TimeSpan SessionRenewalLead { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What containers are told to call (<c>AWS_ENDPOINT_URL</c>).</summary>
    /// <value>The default is port 4566 of the task's link.</value>
    public string EndpointUrl { get; set; } = "http://169.254.170.2:4566";

    /// <summary>What tasks may have of this machine.</summary>
    /// <value>The default is nothing.</value>
    public HostAccess HostAccess { get; set; } = HostAccess.None;

    /// <summary>Everything that is wrong with the options; empty when they are good.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        void Check(bool isGood, string fault)
        {
            if (!isGood)
            {
                faults.Add(fault);
            }
        }

        Check(Path.IsPathFullyQualified(Directory), $"the directory of tasks `{Directory}` is not an absolute path");
        Check(
            LogFlushInterval >= TimeSpan.Zero && LogFlushInterval <= TimeSpan.FromSeconds(5),
            $"{nameof(LogFlushInterval)} is not from zero to 5 s"
        );
        Check(
            StoppedTaskRetention >= TimeSpan.FromMinutes(1) && StoppedTaskRetention <= TimeSpan.FromDays(30),
            $"{nameof(StoppedTaskRetention)} is not from a minute to 30 days"
        );
        Check(
            SessionDuration >= TimeSpan.FromMinutes(15) && SessionDuration <= TimeSpan.FromHours(12),
            $"{nameof(SessionDuration)} is not from 15 minutes to 12 hours"
        );
        Check(
            SessionRenewalLead >= TimeSpan.FromMinutes(1) && SessionRenewalLead < SessionDuration,
            $"{nameof(SessionRenewalLead)} is not from a minute to less than {nameof(SessionDuration)}"
        );
        Check(
            Uri.TryCreate(EndpointUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https",
            $"{nameof(EndpointUrl)} `{EndpointUrl}` is not an HTTP address"
        );
        return faults;
    }
}
