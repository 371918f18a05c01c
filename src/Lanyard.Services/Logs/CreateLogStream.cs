using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Logs;

/// <summary>Makes a log stream in a group.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html" />
internal sealed class CreateLogStream(LogGroups groups)
    : Operation<CreateLogStreamInput, NamedStream, CreateLogStreamOutput>(LogsModel.CreateLogStream)
{
    protected override NamedStream Find(CreateLogStreamInput input, Call call) =>
        groups.Find(LogGroupName.Of(call, input.LogGroupName!), input.LogStreamName!);

    protected override IEnumerable<Requirement> Require(CreateLogStreamInput input, NamedStream subject, Call call) =>
        [subject.Needs("logs:CreateLogStream")];

    protected override async ValueTask<CreateLogStreamOutput> InvokeAsync(
        CreateLogStreamInput input,
        NamedStream subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        await groups.AddAsync(subject, cancellationToken);
        return new CreateLogStreamOutput();
    }
}
