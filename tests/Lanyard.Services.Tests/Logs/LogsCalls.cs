using System.Globalization;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Tests.Logs;

/// <summary>Calls to CloudWatch Logs that most tests make.</summary>
internal static class LogsCalls
{
    public static Task<CreateLogGroupOutput> CreateGroupAsync(this DataDoor door, string name = "g") =>
        door.SendAsync(LogsModel.CreateLogGroup, new() { LogGroupName = name });

    public static async Task CreateStreamAsync(this DataDoor door, string stream = "s", string group = "g") =>
        await door.SendAsync(LogsModel.CreateLogStream, new() { LogGroupName = group, LogStreamName = stream });

    /// <summary>A door with the group <c>g</c> and its stream <c>s</c>.</summary>
    public static async Task<DataDoor> OpenAsync()
    {
        var door = await DataDoor.OpenAsync();
        await door.CreateGroupAsync();
        await door.CreateStreamAsync();
        return door;
    }

    /// <summary>Puts events; each at the moment given in milliseconds from now.</summary>
    public static Task<PutLogEventsOutput> PutAsync(
        this DataDoor door,
        IEnumerable<(long After, string Message)> events,
        string stream = "s"
    ) => door.SendAsync(LogsModel.PutLogEvents, Batch(door, events, stream));

    /// <summary>The input of such a call.</summary>
    public static PutLogEventsInput Batch(
        DataDoor door,
        IEnumerable<(long After, string Message)> events,
        string stream = "s"
    ) =>
        new()
        {
            LogGroupName = "g",
            LogStreamName = stream,
            LogEvents =
            [
                .. events.Select(item => new InputLogEvent
                {
                    Timestamp = door.Now + item.After,
                    Message = item.Message,
                }),
            ],
        };

    /// <summary>Puts the events <c>1</c>, <c>2</c>, …, a millisecond apart.</summary>
    public static Task<PutLogEventsOutput> CountAsync(this DataDoor door, int first, int count, string stream = "s") =>
        door.PutAsync(
            Enumerable.Range(first, count).Select(i => ((long)i, i.ToString(CultureInfo.InvariantCulture))),
            stream
        );

    public static Task<GetLogEventsOutput> GetAsync(
        this DataDoor door,
        string? token = null,
        bool? fromHead = null,
        int? limit = null,
        long? start = null,
        long? end = null
    ) =>
        door.SendAsync(
            LogsModel.GetLogEvents,
            new()
            {
                LogGroupName = "g",
                LogStreamName = "s",
                NextToken = token,
                StartFromHead = fromHead,
                Limit = limit,
                StartTime = start,
                EndTime = end,
            }
        );

    public static async Task<string> FilterAsync(this DataDoor door, string pattern) =>
        Texts(
            (
                await door.SendAsync(LogsModel.FilterLogEvents, new() { LogGroupName = "g", FilterPattern = pattern })
            ).Events
        );

    public static string Texts(this GetLogEventsOutput output) =>
        string.Join(' ', output.Events!.Select(item => item.Message));

    public static string Texts(IReadOnlyList<FilteredLogEvent>? events) =>
        string.Join(' ', events!.Select(item => item.Message));
}
