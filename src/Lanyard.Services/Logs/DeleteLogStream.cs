using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Logs;

/// <summary>Deletes a log stream with its events.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html" />
internal sealed class DeleteLogStream(LogGroups groups)
    : Operation<DeleteLogStreamInput, DeleteLogStreamOutput>(LogsModel.DeleteLogStream)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DeleteLogStreamInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(LogsModel.Service, input);
        return Needs(
            groups.OnStream("logs:DeleteLogStream", LogGroupName.Of(call, input.LogGroupName!), input.LogStreamName!)
        );
    }

    public override async ValueTask<DeleteLogStreamOutput> InvokeAsync(
        DeleteLogStreamInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var group = LogGroupName.Of(call, input.LogGroupName!);
        var stream = groups.FindStream(group, input.LogStreamName!);
        await groups.RemoveStreamAsync(group.StreamKey(stream.Name), cancellationToken);
        return new DeleteLogStreamOutput();
    }
}
