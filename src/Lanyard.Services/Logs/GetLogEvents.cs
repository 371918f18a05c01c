using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Logs;

/// <summary>Reads the events of a stream, oldest or newest first.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html" />
internal sealed class GetLogEvents(LogGroups groups)
    : Operation<GetLogEventsInput, GetLogEventsOutput>(LogsModel.GetLogEvents)
{
    private const int LargestPage = 10_000;

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        GetLogEventsInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(LogsModel.Service, input);
        var group = LogGroups.GroupOf(input.LogGroupName, input.LogGroupIdentifier);
        return Needs(groups.OnStream("logs:GetLogEvents", call, group, input.LogStreamName!));
    }

    public override async ValueTask<GetLogEventsOutput> InvokeAsync(
        GetLogEventsInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var group = LogGroups.GroupOf(input.LogGroupName, input.LogGroupIdentifier);
        var stream = groups.FindStream(call, group, input.LogStreamName!);
        var all = await groups.ReadAsync(stream, 0, int.MaxValue, cancellationToken);
        var matching = all.Where(item =>
                item.Entry.Timestamp >= (input.StartTime ?? long.MinValue)
                && item.Entry.Timestamp < (input.EndTime ?? long.MaxValue)
            )
            .OrderBy(item => item.Entry.Timestamp)
            .ToList();
        var page = EventPage.Of(matching, input.NextToken, input.StartFromHead == true, input.Limit ?? LargestPage);
        return new GetLogEventsOutput
        {
            Events =
            [
                .. page.Events.Select(item => new OutputLogEvent
                {
                    Timestamp = item.Entry.Timestamp,
                    Message = item.Entry.Message,
                    IngestionTime = item.Entry.IngestedAt,
                }),
            ],
            NextForwardToken = page.Forward,
            NextBackwardToken = page.Backward,
        };
    }
}
