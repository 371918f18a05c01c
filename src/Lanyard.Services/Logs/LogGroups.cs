using System.Runtime.CompilerServices;
using System.Text.Json;
using Lanyard.Access;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.Logs;

/// <summary>The log groups and streams of all accounts and regions, and their events.</summary>
/// <remarks>
/// INVARIANT: a stream is in the store only with the group it was made in, and events only with their stream: what makes, fills or
/// removes one does so in one change with what it belongs to.
/// </remarks>
internal sealed class LogGroups(
    Records records,
    RecordTable<LogGroupRecord> groups,
    RecordTable<LogStreamRecord> streams,
    IdSource ids,
    TimeProvider time
)
{
    /// <summary>Where groups are kept.</summary>
    public static readonly Collection<LogGroupRecord> GroupCollection = new(
        "logs.groups",
        () => LogsJson.Default.LogGroupRecord
    );

    /// <summary>Where streams are kept.</summary>
    public static readonly Collection<LogStreamRecord> StreamCollection = new(
        "logs.streams",
        () => LogsJson.Default.LogStreamRecord
    );

    // By record: the index of a stream that is gone, here or on another server, goes with it.
    private readonly ConditionalWeakTable<LogStreamRecord, StreamIndex> _indexes = [];

    /// <summary>Groups by <see cref="LogGroupName.Key" />.</summary>
    public RecordTable<LogGroupRecord> Groups => groups;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Finds a group.</summary>
    public NamedGroup Find(LogGroupName name) => new(name, groups.At(name.Key));

    /// <summary>Finds a stream and its group.</summary>
    public NamedStream Find(LogGroupName name, string stream) =>
        new(Find(name), stream, streams.At(name.StreamKey(stream)));

    /// <summary>The group that was found, as it is now.</summary>
    /// <exception cref="Wire.Errors.AwsException">It is gone, though another may have its name.</exception>
    public LogGroupRecord Current(NamedGroup group) => groups.Current(group.Found) ?? throw LogsErrors.GroupNotFound();

    /// <summary>The stream that was found in its group, as it is now.</summary>
    /// <exception cref="Wire.Errors.AwsException">The group or the stream is gone.</exception>
    public LogStreamRecord Current(NamedStream stream)
    {
        _ = Current(stream.Group);
        return streams.Current(stream.Found) ?? throw LogsErrors.StreamNotFound();
    }

    /// <summary>The streams of a group whose name begins so, by name.</summary>
    /// <exception cref="Wire.Errors.AwsException">The group is gone.</exception>
    public IReadOnlyList<LogStreamRecord> StreamsOf(NamedGroup group, string? prefix)
    {
        var found = streams.List(group.Name.StreamKey(prefix ?? ""));
        // Looked at last: as long as the group is the same, what is under its name is its own.
        _ = Current(group);
        return found;
    }

    /// <summary>Streams of a group by their names.</summary>
    /// <exception cref="Wire.Errors.AwsException">The group is gone, or a stream is not there.</exception>
    public IReadOnlyList<LogStreamRecord> StreamsOf(NamedGroup group, IEnumerable<string> names)
    {
        var found = names.Distinct(StringComparer.Ordinal).Select(name => streams.Find(group.Name.StreamKey(name)));
        LogStreamRecord[] all = [.. found.Select(stream => stream ?? throw LogsErrors.StreamNotFound())];
        _ = Current(group);
        return all;
    }

    /// <summary>Where the events of a stream are.</summary>
    public StreamIndex IndexOf(LogStreamRecord stream) =>
        _indexes.GetValue(stream, one => new StreamIndex(records.Store, one.Events));

    /// <summary>Adds a stream to a group.</summary>
    /// <exception cref="Wire.Errors.AwsException">The group is gone, or has such a stream.</exception>
    public ValueTask<LogStreamRecord> AddAsync(NamedStream stream, CancellationToken cancellationToken)
    {
        var added = new LogStreamRecord
        {
            GroupKey = stream.Group.Name.Key,
            Name = stream.Name,
            Arn = stream.Group.Name.StreamArn(stream.Name),
            Events = $"logs/{ids.NewHexId()}",
            CreatedAt = time.GetUtcNow(),
        };
        return records.ChangeAsync(
            change =>
            {
                _ = Current(change, stream.Group);
                if (change.Find(streams, added.Key) is not null)
                {
                    throw LogsErrors.StreamExists();
                }

                change.Put(streams, added);
                return added;
            },
            cancellationToken
        );
    }

    /// <summary>Adds events to a stream, all or none.</summary>
    /// <exception cref="Wire.Errors.AwsException">The group or the stream is gone.</exception>
    public async ValueTask AppendAsync(
        NamedStream stream,
        IEnumerable<LogEntry> entries,
        CancellationToken cancellationToken
    )
    {
        byte[][] written =
        [
            .. entries.Select(one => JsonSerializer.SerializeToUtf8Bytes(one, LogsJson.Default.LogEntry)),
        ];
        await records.ChangeAsync(
            change =>
            {
                var current = Current(change, stream);
                change.Beside(batch => Array.ForEach(written, entry => batch.Append(current.Events, entry)));
                return current;
            },
            cancellationToken
        );
    }

    /// <summary>Removes a stream with its events.</summary>
    /// <exception cref="Wire.Errors.AwsException">The group or the stream is gone.</exception>
    public ValueTask<LogStreamRecord> RemoveAsync(NamedStream stream, CancellationToken cancellationToken) =>
        records.ChangeAsync(
            change =>
            {
                var current = Current(change, stream);
                Remove(change, current);
                return current;
            },
            cancellationToken
        );

    /// <summary>Removes a group with its streams and their events.</summary>
    /// <exception cref="Wire.Errors.AwsException">It is gone.</exception>
    public ValueTask<LogGroupRecord> RemoveAsync(NamedGroup group, CancellationToken cancellationToken) =>
        records.ChangeAsync(
            change =>
            {
                // Before the group, as they are shown to be gone in that order: the next group of the name has none of them.
                var prefix = group.Name.StreamKey("");
                foreach (var stream in change.List(streams, prefix))
                {
                    Remove(change, stream);
                }

                var current = Current(change, group);
                change.Remove(groups, current.Key);
                // Makes it run again when a stream came meanwhile.
                change.Beside(batch => batch.ExpectNone(StreamCollection.Name, prefix));
                return current;
            },
            cancellationToken
        );

    private void Remove(RecordChange change, LogStreamRecord stream)
    {
        change.Remove(streams, stream.Key);
        change.Beside(batch => batch.DeleteStream(stream.Events));
    }

    private LogGroupRecord Current(RecordChange change, NamedGroup group) =>
        change.Current(groups, group.Found) ?? throw LogsErrors.GroupNotFound();

    private LogStreamRecord Current(RecordChange change, NamedStream stream)
    {
        _ = Current(change, stream.Group);
        return change.Current(streams, stream.Found) ?? throw LogsErrors.StreamNotFound();
    }
}
