using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Logs;

/// <summary>Says how old the events of a group may be. Older ones are refused when they come; those that grow older stay until the group is deleted.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html" />
internal sealed class PutRetentionPolicy(LogGroups groups)
    : Operation<PutRetentionPolicyInput, PutRetentionPolicyOutput>(LogsModel.PutRetentionPolicy)
{
    private static readonly int[] Periods =
    [
        1,
        3,
        5,
        7,
        14,
        30,
        60,
        90,
        120,
        150,
        180,
        365,
        400,
        545,
        731,
        1096,
        1827,
        2192,
        2557,
        2922,
        3288,
        3653,
    ];

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        PutRetentionPolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(LogsModel.Service, input);
        return Needs(groups.OnGroup("logs:PutRetentionPolicy", LogGroupName.Of(call, input.LogGroupName!)));
    }

    public override async ValueTask<PutRetentionPolicyOutput> InvokeAsync(
        PutRetentionPolicyInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        if (!Periods.Contains(input.RetentionInDays!.Value))
        {
            throw LogsErrors.BadRetention(input.RetentionInDays.Value, Periods);
        }

        await groups.Groups.ChangeAsync(
            LogGroupName.Of(call, input.LogGroupName!).Key,
            group =>
                group is null ? throw LogsErrors.GroupNotFound() : group with { RetentionDays = input.RetentionInDays },
            cancellationToken
        );
        return new PutRetentionPolicyOutput();
    }
}
