using System.Globalization;
using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Logs;

/// <summary>Lists the streams of a group, by name or by their last event.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html" />
internal sealed class DescribeLogStreams(LogGroups groups)
    : Operation<DescribeLogStreamsInput, NamedGroup, DescribeLogStreamsOutput>(LogsModel.DescribeLogStreams)
{
    private const int DefaultPage = 50;

    protected override NamedGroup Find(DescribeLogStreamsInput input, Call call) =>
        groups.Find(LogGroupName.Of(call, input.LogGroupName, input.LogGroupIdentifier));

    protected override IEnumerable<Requirement> Require(DescribeLogStreamsInput input, NamedGroup subject, Call call) =>
        [subject.Needs("logs:DescribeLogStreams")];

    protected override async ValueTask<DescribeLogStreamsOutput> InvokeAsync(
        DescribeLogStreamsInput input,
        NamedGroup subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var isByTime = input.OrderBy == "LastEventTime";
        if (isByTime && input.LogStreamNamePrefix is not null)
        {
            throw LogsErrors.PrefixByTime();
        }

        var described = new List<LogStream>();
        foreach (var stream in groups.StreamsOf(subject, input.LogStreamNamePrefix))
        {
            described.Add(await DescribeAsync(stream, cancellationToken));
        }

        Func<LogStream, string> key = isByTime
            ? stream =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{stream.LastEventTimestamp ?? 0:D20}{stream.LogStreamName}"
                )
            : stream => stream.LogStreamName!;
        var ordered = described.OrderBy(key, StringComparer.Ordinal);
        var size = input.Limit ?? DefaultPage;
        var (page, next) =
            input.Descending == true
                ? Pages.Descending(ordered.Reverse(), key, input.NextToken, size, LogsErrors.BadToken)
                : Pages.Of(ordered, key, input.NextToken, size, LogsErrors.BadToken);
        return new DescribeLogStreamsOutput { LogStreams = page, NextToken = next };
    }

    private async ValueTask<LogStream> DescribeAsync(LogStreamRecord stream, CancellationToken cancellationToken)
    {
        var span = await groups.IndexOf(stream).SpanAsync(cancellationToken);
        return new LogStream
        {
            LogStreamName = stream.Name,
            Arn = stream.Arn,
            CreationTime = stream.CreatedAt.ToUnixTimeMilliseconds(),
            FirstEventTimestamp = span?.First,
            LastEventTimestamp = span?.Last,
            LastIngestionTime = span?.IngestedAt,
            UploadSequenceToken = PutLogEvents.SequenceToken,
            StoredBytes = 0,
        };
    }
}
