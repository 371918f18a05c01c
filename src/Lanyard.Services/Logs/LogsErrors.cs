using Lanyard.Wire.Errors;

namespace Lanyard.Services.Logs;

/// <summary>What CloudWatch Logs answers when it does not do what it is asked.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/CommonErrors.html" />
internal static class LogsErrors
{
    public static AwsException GroupNotFound() =>
        new("ResourceNotFoundException", "The specified log group does not exist.");

    public static AwsException StreamNotFound() =>
        new("ResourceNotFoundException", "The specified log stream does not exist.");

    public static AwsException GroupExists() =>
        new("ResourceAlreadyExistsException", "The specified log group already exists");

    public static AwsException StreamExists() =>
        new("ResourceAlreadyExistsException", "The specified log stream already exists");

    public static AwsException NotInOrder() =>
        new("InvalidParameterException", "Log events in a single PutLogEvents request must be in chronological order.");

    public static AwsException SpansTooLong() =>
        new(
            "InvalidParameterException",
            "The batch of log events in a single PutLogEvents request cannot span more than 24 hours."
        );

    public static AwsException BatchTooLarge(long bytes) =>
        new("InvalidParameterException", $"Upload too large: {bytes} bytes exceeds limit of 1048576");

    public static AwsException EventTooLarge(long bytes) =>
        new("InvalidParameterException", $"Log event too large: {bytes} bytes exceeds limit of 262144");

    public static AwsException GroupNotNamed() =>
        new("InvalidParameterException", "Exactly one of logGroupName and logGroupIdentifier must be given.");

    public static AwsException BadIdentifier() =>
        new("InvalidParameterException", "The specified logGroupIdentifier is not the ARN of a log group.");

    // As StartQuery says it; how the other actions do is not known.
    // https://github.com/awslabs/mcp/issues/789
    public static AwsException OtherRegion(string region) =>
        new(
            "ValidationException",
            $"Invalid LogGroup ARN. Cross-region requests are not supported. Region must be: {region}"
        );

    public static AwsException ReservedName() =>
        new("InvalidParameterException", "Log groups starting with AWS/ are reserved for AWS.");

    public static AwsException PrefixAndPattern() =>
        new(
            "InvalidParameterException",
            "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters."
        );

    public static AwsException PrefixByTime() =>
        new("InvalidParameterException", "Cannot order by LastEventTime with a logStreamNamePrefix.");

    public static AwsException NamesAndPrefix() =>
        new("InvalidParameterException", "logStreamNames and logStreamNamePrefix are mutually exclusive parameters.");

    public static AwsException BadPattern() => new("InvalidParameterException", "Invalid filter pattern");

    // AWS has no such sentence: it knows these patterns. An empty answer would be taken for the truth.
    public static AwsException PatternNotUnderstood() =>
        new(
            "InvalidParameterException",
            "Lanyard answers filter patterns of terms only, not those for JSON, for space-delimited events or with regular expressions"
        );

    public static AwsException BadRetention(int days, IEnumerable<int> periods) =>
        new(
            "InvalidParameterException",
            $"1 validation error detected: Value '{days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [{string.Join(", ", periods)}]"
        );

    public static AwsException BadToken() => new("InvalidParameterException", "The specified nextToken is invalid.");
}
