using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Logs;

/// <summary>Says how old the events of a group may be. Older ones are refused when they come; those that grow older stay until the group is deleted.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html" />
internal sealed class PutRetentionPolicy(LogGroups groups)
    : Operation<PutRetentionPolicyInput, NamedGroup, PutRetentionPolicyOutput>(LogsModel.PutRetentionPolicy)
{
    protected override NamedGroup Find(PutRetentionPolicyInput input, Call call) =>
        groups.Find(LogGroupName.Of(call, input.LogGroupName!));

    protected override IEnumerable<Requirement> Require(PutRetentionPolicyInput input, NamedGroup subject, Call call) =>
        [subject.Needs("logs:PutRetentionPolicy")];

    protected override async ValueTask<PutRetentionPolicyOutput> InvokeAsync(
        PutRetentionPolicyInput input,
        NamedGroup subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        RetentionPeriods.Check(input.RetentionInDays!.Value);
        await groups.Groups.ChangeAsync(
            subject.Found,
            group => group with { RetentionDays = input.RetentionInDays },
            LogsErrors.GroupNotFound,
            cancellationToken
        );
        return new PutRetentionPolicyOutput();
    }
}
