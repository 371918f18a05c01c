using Lanyard.Access.Admission;
using Lanyard.Storage;

namespace Lanyard.Services.Logs;

/// <summary>Amazon CloudWatch Logs.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/Welcome.html" />
public sealed class LogsService : IService
{
    private readonly LogGroups _groups;

    private LogsService(LogGroups groups)
    {
        _groups = groups;
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

    /// <summary>Opens the groups and streams of a store.</summary>
    public static async ValueTask<LogsService> OpenAsync(ServiceHost host, CancellationToken cancellationToken)
    {
        var groups = await RecordTable<LogGroupRecord>.OpenAsync(
            host.Store,
            "logs.groups",
            LogsJson.Default.LogGroupRecord,
            group => $"{group.Account}/{group.Region}/{group.Name}",
            cancellationToken
        );
        var streams = await RecordTable<LogStreamRecord>.OpenAsync(
            host.Store,
            "logs.streams",
            LogsJson.Default.LogStreamRecord,
            stream => $"{stream.GroupKey}:{stream.Name}",
            cancellationToken
        );
        return new LogsService(new LogGroups(groups, streams, host.Store, host.Ids, host.Time));
    }

    /// <inheritdoc />
    public ValueTask ReloadAsync(CancellationToken cancellationToken) => _groups.ReloadAsync(cancellationToken);
}
