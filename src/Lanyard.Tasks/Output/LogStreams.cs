using Lanyard.Access.Sessions;
using Lanyard.Tasks.Credentials;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Tasks.Output;

/// <summary>Opens streams of CloudWatch Logs in the order of Docker's log driver: the stream, and the group only when it is missing.</summary>
/// <seealso href="https://github.com/moby/moby/blob/master/daemon/logger/awslogs/cloudwatchlogs.go" />
internal static class LogStreams
{
    private const string Exists = "ResourceAlreadyExistsException";
    private const string Missing = "ResourceNotFoundException";

    /// <summary>Opens a stream; null once it is there.</summary>
    public static async Task<LogRefusal?> OpenAsync(
        AwsLogsOptions logs,
        TaskSessions sessions,
        TaskRoleKind role,
        CancellationToken cancellationToken
    )
    {
        var refused = await CreateStreamAsync(logs, sessions, role, cancellationToken);
        if (refused is null || !logs.CreatesGroup || refused.Code is not Missing)
        {
            return refused is null ? null : new LogRefusal(IsOfGroup: false, refused);
        }

        if (await CreateGroupAsync(logs, sessions, role, cancellationToken) is { } refusedGroup)
        {
            return new LogRefusal(IsOfGroup: true, refusedGroup);
        }

        refused = await CreateStreamAsync(logs, sessions, role, cancellationToken);
        return refused is null ? null : new LogRefusal(IsOfGroup: false, refused);
    }

    private static Task<AwsException?> CreateStreamAsync(
        AwsLogsOptions logs,
        TaskSessions sessions,
        TaskRoleKind role,
        CancellationToken cancellationToken
    ) =>
        RefusalAsync(
            sessions.SendAsync(
                role,
                LogsModel.CreateLogStream,
                new CreateLogStreamInput
                {
                    LogGroupName = logs.Destination.Group,
                    LogStreamName = logs.Destination.Stream,
                },
                logs.Destination.Region,
                cancellationToken
            )
        );

    private static Task<AwsException?> CreateGroupAsync(
        AwsLogsOptions logs,
        TaskSessions sessions,
        TaskRoleKind role,
        CancellationToken cancellationToken
    ) =>
        RefusalAsync(
            sessions.SendAsync(
                role,
                LogsModel.CreateLogGroup,
                new CreateLogGroupInput { LogGroupName = logs.Destination.Group },
                logs.Destination.Region,
                cancellationToken
            )
        );

    private static async Task<AwsException?> RefusalAsync(Task call)
    {
        try
        {
            await call;
            return null;
        }
        catch (AwsException error)
        {
            return error.Code is Exists ? null : error;
        }
    }
}

/// <summary>Why a stream is not there.</summary>
/// <param name="IsOfGroup">Whether it was the group that could not be made.</param>
/// <param name="Error">What CloudWatch Logs answered.</param>
internal sealed record LogRefusal(bool IsOfGroup, AwsException Error);
