namespace Lanyard.Services.Logs;

/// <summary>How many days the events of a group may be kept, as AWS offers it.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html" />
internal static class RetentionPeriods
{
    private static readonly int[] Days =
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

    /// <summary>Refuses what is none of them.</summary>
    /// <exception cref="Wire.Errors.AwsException">It is none.</exception>
    public static void Check(int days)
    {
        if (!Days.Contains(days))
        {
            throw LogsErrors.BadRetention(days, Days);
        }
    }
}
