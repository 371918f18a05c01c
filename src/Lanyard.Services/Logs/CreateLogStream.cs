using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Logs;

/// <summary>Makes a log stream in a group.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html" />
internal sealed class CreateLogStream(LogGroups groups)
    : Operation<CreateLogStreamInput, CreateLogStreamOutput>(LogsModel.CreateLogStream)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        CreateLogStreamInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(LogsModel.Service, input);
        return Needs(
            groups.OnStream("logs:CreateLogStream", LogGroupName.Of(call, input.LogGroupName!), input.LogStreamName!)
        );
    }

    public override async ValueTask<CreateLogStreamOutput> InvokeAsync(
        CreateLogStreamInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var group = LogGroupName.Of(call, input.LogGroupName!);
        await groups.AddStreamAsync(group, input.LogStreamName!, cancellationToken);
        return new CreateLogStreamOutput();
    }
}
