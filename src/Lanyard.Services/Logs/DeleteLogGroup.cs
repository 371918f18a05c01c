using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Logs;

/// <summary>Deletes a log group with its streams and events.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html" />
internal sealed class DeleteLogGroup(LogGroups groups)
    : Operation<DeleteLogGroupInput, NamedGroup, DeleteLogGroupOutput>(LogsModel.DeleteLogGroup)
{
    protected override NamedGroup Find(DeleteLogGroupInput input, Call call) =>
        groups.Find(LogGroupName.Of(call, input.LogGroupName!));

    protected override IEnumerable<Requirement> Require(DeleteLogGroupInput input, NamedGroup subject, Call call) =>
        [subject.Needs("logs:DeleteLogGroup")];

    protected override async ValueTask<DeleteLogGroupOutput> InvokeAsync(
        DeleteLogGroupInput input,
        NamedGroup subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        await groups.RemoveAsync(subject, cancellationToken);
        return new DeleteLogGroupOutput();
    }
}
