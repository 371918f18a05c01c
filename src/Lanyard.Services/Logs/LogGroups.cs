using System.Text.Json;
using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Policy;
using Lanyard.Storage;

namespace Lanyard.Services.Logs;

/// <summary>The log groups and streams of all accounts and regions, and their events.</summary>
internal sealed class LogGroups(
    RecordTable<LogGroupRecord> groups,
    RecordTable<LogStreamRecord> streams,
    IStore store,
    IdSource ids,
    TimeProvider time
)
{
    /// <summary>Groups by <see cref="KeyOf" />.</summary>
    public RecordTable<LogGroupRecord> Groups => groups;

    /// <summary>Streams by <see cref="StreamKeyOf" />.</summary>
    public RecordTable<LogStreamRecord> Streams => streams;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>The key of a group in the call's account and region.</summary>
    public static string KeyOf(Call call, string group) => $"{call.Account}/{call.Region}/{group}";

    /// <summary>The key of a stream: a colon, which no name holds, stands between group and stream.</summary>
    public static string StreamKeyOf(Call call, string group, string stream) => $"{KeyOf(call, group)}:{stream}";

    /// <summary>The group that a call is about.</summary>
    /// <param name="name">The name; null when the identifier is given.</param>
    /// <param name="identifier">A name or an ARN, with or without <c>:*</c>; null when the name is given.</param>
    /// <exception cref="Wire.Errors.AwsException">Neither or both were given.</exception>
    public static string GroupOf(string? name, string? identifier)
    {
        if (name is null == identifier is null)
        {
            throw LogsErrors.GroupNotNamed();
        }

        if (!Arn.TryParse(identifier, out var arn))
        {
            return name ?? identifier!;
        }

        var group = arn.Resource.StartsWith("log-group:", StringComparison.Ordinal)
            ? arn.Resource["log-group:".Length..]
            : arn.Resource;
        return group.EndsWith(":*", StringComparison.Ordinal) ? group[..^2] : group;
    }

    /// <summary>What an action on a group requires.</summary>
    /// <remarks>The ARN ends in <c>:*</c>, as in the policies that people write and as AWS prints it.</remarks>
    public Requirement OnGroup(string action, Call call, string group)
    {
        var arn = $"{GroupArn(call, group)}:log-stream:";
        return new Requirement(action, arn) { Context = TagsOf(call, group) };
    }

    /// <summary>What an action on a stream requires.</summary>
    public Requirement OnStream(string action, Call call, string group, string stream) =>
        new(action, StreamArn(call, group, stream)) { Context = TagsOf(call, group) };

    /// <summary>The ARN of a group, whether it exists or not.</summary>
    public static string GroupArn(Call call, string group) => call.ArnOf("logs", $"log-group:{group}").ToString();

    /// <summary>The ARN of a stream, whether it exists or not.</summary>
    public static string StreamArn(Call call, string group, string stream) =>
        $"{GroupArn(call, group)}:log-stream:{stream}";

    /// <summary>Finds a group.</summary>
    /// <exception cref="Wire.Errors.AwsException">There is none.</exception>
    public LogGroupRecord FindGroup(Call call, string group) =>
        groups.Find(KeyOf(call, group)) ?? throw LogsErrors.GroupNotFound();

    /// <summary>Finds a stream.</summary>
    /// <exception cref="Wire.Errors.AwsException">The group or the stream is not there.</exception>
    public LogStreamRecord FindStream(Call call, string group, string stream)
    {
        _ = FindGroup(call, group);
        return streams.Find(StreamKeyOf(call, group, stream)) ?? throw LogsErrors.StreamNotFound();
    }

    /// <summary>The streams of a group, by name.</summary>
    public IReadOnlyList<LogStreamRecord> StreamsOf(Call call, string group) => streams.List($"{KeyOf(call, group)}:");

    /// <summary>A new stream for a group.</summary>
    public LogStreamRecord NewStream(Call call, string group, string stream) =>
        new()
        {
            GroupKey = KeyOf(call, group),
            Name = stream,
            Arn = StreamArn(call, group, stream),
            Events = $"logs/{ids.NewHexId()}",
            CreatedAt = time.GetUtcNow(),
        };

    /// <summary>Adds events to a stream, all or none.</summary>
    public async ValueTask AppendAsync(
        LogStreamRecord stream,
        IEnumerable<LogEntry> entries,
        CancellationToken cancellationToken
    )
    {
        var batch = new StoreBatch();
        foreach (var entry in entries)
        {
            batch.Append(stream.Events, JsonSerializer.SerializeToUtf8Bytes(entry, LogsJson.Default.LogEntry));
        }

        if (batch.Operations.Count > 0)
        {
            await store.CommitAsync(batch, cancellationToken);
        }
    }

    /// <summary>Reads the events of a stream in the order they came.</summary>
    public async ValueTask<IReadOnlyList<(long Sequence, LogEntry Entry)>> ReadAsync(
        LogStreamRecord stream,
        long after,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var entries = await store.ReadAsync(stream.Events, after, limit, cancellationToken);
        return
        [
            .. entries.Select(entry =>
                (entry.Sequence, JsonSerializer.Deserialize(entry.Payload.Span, LogsJson.Default.LogEntry)!)
            ),
        ];
    }

    /// <summary>Removes a stream with its events.</summary>
    public async ValueTask RemoveStreamAsync(string key, CancellationToken cancellationToken)
    {
        if (streams.Find(key) is { } stream && await streams.RemoveAsync(key, cancellationToken))
        {
            await store.CommitAsync(new StoreBatch().DeleteStream(stream.Events), cancellationToken);
        }
    }

    private IReadOnlyList<KeyValuePair<string, string[]>> TagsOf(Call call, string group) =>
        groups.TryGet(KeyOf(call, group), out var record)
            ?
            [
                .. record.Tags.Select(tag => new KeyValuePair<string, string[]>(
                    $"aws:ResourceTag/{tag.Key}",
                    [tag.Value]
                )),
            ]
            : [];
}
