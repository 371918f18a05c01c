using Lanyard.Access.Admission;

namespace Lanyard.Services.Logs;

/// <summary>Amazon CloudWatch Logs.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/Welcome.html" />
public sealed class LogsService : IService
{
    private LogsService(LogGroups groups)
    {
        Operations =
        [
            new CreateLogGroup(groups),
            new DeleteLogGroup(groups),
            new DescribeLogGroups(groups),
            new CreateLogStream(groups),
            new DeleteLogStream(groups),
            new DescribeLogStreams(groups),
            new PutLogEvents(groups),
            new GetLogEvents(groups),
            new FilterLogEvents(groups),
            new PutRetentionPolicy(groups),
        ];
    }

    /// <inheritdoc />
    public IReadOnlyList<IOperation> Operations { get; }

    /// <summary>Opens the groups and streams of a host's tables.</summary>
    public static async ValueTask<LogsService> OpenAsync(ServiceHost host, CancellationToken cancellationToken)
    {
        var groups = await host.Records.OpenAsync(LogGroups.GroupCollection, cancellationToken);
        var streams = await host.Records.OpenAsync(LogGroups.StreamCollection, cancellationToken);
        return new LogsService(new LogGroups(host.Records, groups, streams, host.Ids, host.Time));
    }
}
