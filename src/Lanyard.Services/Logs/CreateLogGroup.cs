using System.Collections.Immutable;
using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Logs;

/// <summary>Makes a log group.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html" />
internal sealed class CreateLogGroup(LogGroups groups)
    : Operation<CreateLogGroupInput, CreateLogGroupOutput>(LogsModel.CreateLogGroup)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        CreateLogGroupInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(LogsModel.Service, input);
        var requirement = groups.OnGroup("logs:CreateLogGroup", call, input.LogGroupName!);
        return input.Tags is { Count: > 0 }
            ? Needs([requirement, requirement with { Action = "logs:TagResource" }])
            : Needs(requirement);
    }

    public override async ValueTask<CreateLogGroupOutput> InvokeAsync(
        CreateLogGroupInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var group = new LogGroupRecord
        {
            Account = call.Account.ToString(),
            Region = call.Region,
            Name = input.LogGroupName!,
            Arn = LogGroups.GroupArn(call, input.LogGroupName!),
            CreatedAt = groups.Time.GetUtcNow(),
            Class = input.LogGroupClass,
            Tags = (input.Tags ?? new Dictionary<string, string>(StringComparer.Ordinal)).ToImmutableSortedDictionary(
                StringComparer.Ordinal
            ),
        };
        return await groups.Groups.TryAddAsync(group, cancellationToken)
            ? new CreateLogGroupOutput()
            : throw LogsErrors.GroupExists();
    }
}
