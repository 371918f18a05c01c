using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Logs;

/// <summary>Deletes a log group with its streams and events.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html" />
internal sealed class DeleteLogGroup(LogGroups groups)
    : Operation<DeleteLogGroupInput, DeleteLogGroupOutput>(LogsModel.DeleteLogGroup)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DeleteLogGroupInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(LogsModel.Service, input);
        return Needs(groups.OnGroup("logs:DeleteLogGroup", LogGroupName.Of(call, input.LogGroupName!)));
    }

    public override async ValueTask<DeleteLogGroupOutput> InvokeAsync(
        DeleteLogGroupInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var group = LogGroupName.Of(call, input.LogGroupName!);
        return await groups.RemoveGroupAsync(group, cancellationToken)
            ? new DeleteLogGroupOutput()
            : throw LogsErrors.GroupNotFound();
    }
}
