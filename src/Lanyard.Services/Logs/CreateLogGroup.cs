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
    private static readonly IReadOnlyDictionary<string, string> NoTags = ImmutableSortedDictionary<
        string,
        string
    >.Empty;

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        CreateLogGroupInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(LogsModel.Service, input);
        var group = LogGroupName.Of(call, input.LogGroupName!);
        var tags = TagContext.OfRequest([.. input.Tags ?? NoTags]);
        var creation = new Requirement("logs:CreateLogGroup", $"{group.Arn}:log-stream:") { Context = tags };
        // Of the older actions' ARNs only those for tags do without what follows the group's name.
        return tags.Count > 0
            ? Needs([creation, new Requirement("logs:TagResource", group.Arn) { Context = tags }])
            : Needs(creation);
    }

    public override async ValueTask<CreateLogGroupOutput> InvokeAsync(
        CreateLogGroupInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var name = LogGroupName.Of(call, input.LogGroupName!);
        if (name.Name.StartsWith("aws/", StringComparison.OrdinalIgnoreCase))
        {
            throw LogsErrors.ReservedName();
        }

        var group = new LogGroupRecord
        {
            Id = call.RequestId,
            Account = call.Account.ToString(),
            Region = call.Region,
            Name = name.Name,
            Arn = name.Arn,
            CreatedAt = groups.Time.GetUtcNow(),
            Class = input.LogGroupClass,
            KmsKeyId = input.KmsKeyId,
            Tags = (input.Tags ?? NoTags).ToImmutableSortedDictionary(StringComparer.Ordinal),
        };
        return await groups.Groups.TryAddAsync(group, cancellationToken)
            ? new CreateLogGroupOutput()
            : throw LogsErrors.GroupExists();
    }
}
