using System.Runtime.CompilerServices;
using System.Text.Json;
using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Storage;
using Lanyard.Storage.Tables;

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
    // By record: the index of a stream that is gone, here or on another server, goes with it.
    private readonly ConditionalWeakTable<LogStreamRecord, StreamIndex> _indexes = [];

    /// <summary>Groups by <see cref="LogGroupName.Key" />.</summary>
    public RecordTable<LogGroupRecord> Groups => groups;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>What an action on a group requires.</summary>
    /// <remarks>
    /// The ARN that AWS evaluates and prints ends in <c>:log-stream:</c>, so that policies need <c>:*</c> behind the group's name.
    /// </remarks>
    public Requirement OnGroup(string action, LogGroupName group) => On(action, $"{group.Arn}:log-stream:", group);

    /// <summary>What an action on a stream requires.</summary>
    public Requirement OnStream(string action, LogGroupName group, string stream) =>
        On(action, group.StreamArn(stream), group);

    /// <summary>Finds a group.</summary>
    /// <exception cref="Wire.Errors.AwsException">There is none.</exception>
    public LogGroupRecord FindGroup(LogGroupName group) => groups.Find(group.Key) ?? throw LogsErrors.GroupNotFound();

    /// <summary>Finds a stream.</summary>
    /// <exception cref="Wire.Errors.AwsException">The group or the stream is not there.</exception>
    public LogStreamRecord FindStream(LogGroupName group, string stream)
    {
        _ = FindGroup(group);
        return streams.Find(group.StreamKey(stream)) ?? throw LogsErrors.StreamNotFound();
    }

    /// <summary>The streams of a group, by name.</summary>
    public IReadOnlyList<LogStreamRecord> StreamsOf(LogGroupName group) => streams.List(group.StreamKey(""));

    /// <summary>Where the events of a stream are.</summary>
    public StreamIndex IndexOf(LogStreamRecord stream) =>
        _indexes.GetValue(stream, one => new StreamIndex(store, one.Events));

    /// <summary>Adds a stream to a group.</summary>
    /// <exception cref="Wire.Errors.AwsException">There is no such group, or it has such a stream.</exception>
    public async ValueTask AddStreamAsync(LogGroupName group, string stream, CancellationToken cancellationToken)
    {
        _ = FindGroup(group);
        var record = new LogStreamRecord
        {
            GroupKey = group.Key,
            Name = stream,
            Arn = group.StreamArn(stream),
            Events = $"logs/{ids.NewHexId()}",
            CreatedAt = time.GetUtcNow(),
        };
        if (!await streams.TryAddAsync(record, cancellationToken))
        {
            throw LogsErrors.StreamExists();
        }

        // The group may have been deleted meanwhile; its next namesake must not find the stream.
        if (!groups.TryGet(group.Key, out _))
        {
            await RemoveStreamAsync(group.StreamKey(stream), CancellationToken.None);
            throw LogsErrors.GroupNotFound();
        }
    }

    /// <summary>Adds events to a stream, all or none.</summary>
    /// <exception cref="Wire.Errors.AwsException">The stream was deleted meanwhile.</exception>
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

        if (batch.Operations.Count == 0)
        {
            return;
        }

        await store.CommitAsync(batch, cancellationToken);
        var current = streams.Find(stream.Key);
        if (current?.Events != stream.Events)
        {
            await store.CommitAsync(new StoreBatch().DeleteStream(stream.Events), CancellationToken.None);
            throw LogsErrors.StreamNotFound();
        }
    }

    /// <summary>Removes a group with its streams; false when there was none.</summary>
    public async ValueTask<bool> RemoveGroupAsync(LogGroupName group, CancellationToken cancellationToken)
    {
        // Streams first: a process that ends in between leaves a group that can be deleted again, and no stream without one.
        await RemoveStreamsAsync(group, cancellationToken);
        if (!await groups.RemoveAsync(group.Key, cancellationToken))
        {
            return false;
        }

        await RemoveStreamsAsync(group, cancellationToken);
        return true;
    }

    /// <summary>Removes a stream with its events.</summary>
    public async ValueTask RemoveStreamAsync(string key, CancellationToken cancellationToken)
    {
        if (streams.Find(key) is { } stream && await streams.RemoveAsync(key, cancellationToken))
        {
            await store.CommitAsync(new StoreBatch().DeleteStream(stream.Events), cancellationToken);
        }
    }

    private async ValueTask RemoveStreamsAsync(LogGroupName group, CancellationToken cancellationToken)
    {
        foreach (var stream in StreamsOf(group))
        {
            await RemoveStreamAsync(group.StreamKey(stream.Name), cancellationToken);
        }
    }

    private Requirement On(string action, string resource, LogGroupName group) =>
        new(action, resource)
        {
            ResourceAccount = group.Account,
            Context = TagContext.OfResource(groups.Find(group.Key)?.Tags, ownKey: null),
        };
}
