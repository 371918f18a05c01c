using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.Logs;

/// <summary>Amazon CloudWatch Logs.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/Welcome.html" />
public sealed class LogsService : IService
{
    private static readonly Collection<LogGroupRecord> GroupCollection = new(
        "logs.groups",
        LogsJson.Default.LogGroupRecord
    );

    private static readonly Collection<LogStreamRecord> StreamCollection = new(
        "logs.streams",
        LogsJson.Default.LogStreamRecord
    );

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
        var groups = await host.Records.OpenAsync(GroupCollection, cancellationToken);
        var streams = await host.Records.OpenAsync(StreamCollection, cancellationToken);
        return new LogsService(new LogGroups(groups, streams, host.Store, host.Ids, host.Time));
    }
}
