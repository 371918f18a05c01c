using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Logs;

/// <summary>Notes how long a group keeps its events; Lanyard keeps them until the group is deleted.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html" />
internal sealed class PutRetentionPolicy(LogGroups groups)
    : Operation<PutRetentionPolicyInput, PutRetentionPolicyOutput>(LogsModel.PutRetentionPolicy)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        PutRetentionPolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(LogsModel.Service, input);
        return Needs(groups.OnGroup("logs:PutRetentionPolicy", call, input.LogGroupName!));
    }

    public override async ValueTask<PutRetentionPolicyOutput> InvokeAsync(
        PutRetentionPolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        await groups.Groups.ChangeAsync(
            LogGroups.KeyOf(call, input.LogGroupName!),
            group =>
                group is null ? throw LogsErrors.GroupNotFound() : group with { RetentionDays = input.RetentionInDays },
            cancellationToken
        );
        return new PutRetentionPolicyOutput();
    }
}
