using System.Collections.Immutable;
using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Logs;

namespace Lanyard.Services.Logs;

/// <summary>Makes a log group.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html" />
internal sealed class CreateLogGroup(LogGroups groups)
    : Operation<CreateLogGroupInput, LogGroupName, CreateLogGroupOutput>(LogsModel.CreateLogGroup)
{
    private static readonly IReadOnlyDictionary<string, string> NoTags = ImmutableSortedDictionary<
        string,
        string
    >.Empty;

    protected override LogGroupName Find(CreateLogGroupInput input, Call call) =>
        LogGroupName.Of(call, input.LogGroupName!);

    protected override IEnumerable<Requirement> Require(CreateLogGroupInput input, LogGroupName subject, Call call)
    {
        var tags = TagContext.OfRequest(input.Tags ?? NoTags);
        var creation = new Requirement("logs:CreateLogGroup", subject.StreamArn("")).With(tags);
        // Of the older actions' ARNs only those for tags do without what follows the group's name.
        return tags.Count > 0 ? [creation, new Requirement("logs:TagResource", subject.Arn).With(tags)] : [creation];
    }

    protected override async ValueTask<CreateLogGroupOutput> InvokeAsync(
        CreateLogGroupInput input,
        LogGroupName subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        if (subject.Name.StartsWith("aws/", StringComparison.OrdinalIgnoreCase))
        {
            throw LogsErrors.ReservedName();
        }

        var group = new LogGroupRecord
        {
            Id = call.RequestId,
            Account = call.Account.ToString(),
            Region = call.Region,
            Name = subject.Name,
            Arn = subject.Arn,
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
