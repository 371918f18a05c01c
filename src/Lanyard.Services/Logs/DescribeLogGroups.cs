using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Logs;

/// <summary>Lists log groups by name. Linked accounts are not looked at.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html" />
internal sealed class DescribeLogGroups(LogGroups groups)
    : Operation<DescribeLogGroupsInput, DescribeLogGroupsOutput>(LogsModel.DescribeLogGroups)
{
    private const int DefaultPage = 50;
    private const string DefaultClass = "STANDARD";

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DescribeLogGroupsInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(LogsModel.Service, input);
        return Needs(
            new Requirement("logs:DescribeLogGroups", call.ArnOf("logs", "log-group::log-stream:").ToString())
        );
    }

    public override ValueTask<DescribeLogGroupsOutput> InvokeAsync(
        DescribeLogGroupsInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        if (input is { LogGroupNamePrefix: not null, LogGroupNamePattern: not null })
        {
            throw LogsErrors.PrefixAndPattern();
        }

        var names = input.LogGroupIdentifiers?.Select(id => LogGroupName.Of(call, name: null, id).Key.ToString());
        var wanted = names?.ToHashSet(StringComparer.Ordinal);
        var all = groups
            .Groups.List(call.KeyOf(input.LogGroupNamePrefix ?? ""))
            .Where(group => group.Name.Contains(input.LogGroupNamePattern ?? "", StringComparison.Ordinal))
            .Where(group => wanted?.Contains(group.Key) != false)
            .Where(group => input.LogGroupClass is not { } kind || (group.Class ?? DefaultClass) == kind);
        var (page, next) = Pages.Of(
            all,
            group => group.Name,
            input.NextToken,
            input.Limit ?? DefaultPage,
            LogsErrors.BadToken
        );
        return new(new DescribeLogGroupsOutput { LogGroups = [.. page.Select(Describe)], NextToken = next });
    }

    private static LogGroup Describe(LogGroupRecord group) =>
        new()
        {
            LogGroupName = group.Name,
            Arn = $"{group.Arn}:*",
            LogGroupArn = group.Arn,
            CreationTime = group.CreatedAt.ToUnixTimeMilliseconds(),
            RetentionInDays = group.RetentionDays,
            MetricFilterCount = 0,
            StoredBytes = 0,
            KmsKeyId = group.KmsKeyId,
            LogGroupClass = group.Class ?? DefaultClass,
        };
}
