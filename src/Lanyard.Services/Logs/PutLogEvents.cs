using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Logs;

/// <summary>Adds events to a stream; those too old, too new or past the group's retention are left out and named. Sequence tokens are taken and ignored, as AWS does since 2023.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html" />
internal sealed class PutLogEvents(LogGroups groups)
    : Operation<PutLogEventsInput, NamedStream, PutLogEventsOutput>(LogsModel.PutLogEvents)
{
    /// <summary>What is answered where a token is expected; nobody looks at it.</summary>
    internal const string SequenceToken = "49590302938414902349";

    protected override NamedStream Find(PutLogEventsInput input, Call call) =>
        groups.Find(LogGroupName.Of(call, input.LogGroupName!), input.LogStreamName!);

    protected override IEnumerable<Requirement> Require(PutLogEventsInput input, NamedStream subject, Call call) =>
        [subject.Needs("logs:PutLogEvents")];

    protected override async ValueTask<PutLogEventsOutput> InvokeAsync(
        PutLogEventsInput input,
        NamedStream subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        _ = groups.Current(subject);
        var batch = EventBatch.Of(
            input.LogEvents!,
            groups.Time.GetUtcNow(),
            groups.Current(subject.Group).RetentionDays
        );
        await groups.AppendAsync(subject, batch.Accepted, cancellationToken);
        return new PutLogEventsOutput { NextSequenceToken = SequenceToken, RejectedLogEventsInfo = batch.Rejected };
    }
}
