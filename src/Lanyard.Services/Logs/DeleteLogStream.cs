using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Logs;

/// <summary>Deletes a log stream with its events.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html" />
internal sealed class DeleteLogStream(LogGroups groups)
    : Operation<DeleteLogStreamInput, NamedStream, DeleteLogStreamOutput>(LogsModel.DeleteLogStream)
{
    protected override NamedStream Find(DeleteLogStreamInput input, Call call) =>
        groups.Find(LogGroupName.Of(call, input.LogGroupName!), input.LogStreamName!);

    protected override IEnumerable<Requirement> Require(DeleteLogStreamInput input, NamedStream subject, Call call) =>
        [subject.Needs("logs:DeleteLogStream")];

    protected override async ValueTask<DeleteLogStreamOutput> InvokeAsync(
        DeleteLogStreamInput input,
        NamedStream subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        await groups.RemoveAsync(subject, cancellationToken);
        return new DeleteLogStreamOutput();
    }
}
