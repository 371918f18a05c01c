namespace Lanyard.Policy;

/// <summary>The parts that AWS is divided into, each with regions, accounts and ARNs of its own.</summary>
/// <seealso href="https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html" />
public static class Partitions
{
    /// <summary>The partition of the regions that everybody has, and of what is in no region.</summary>
    public const string Aws = "aws";

    private static readonly Partition Everybodys = new("", Aws, "us-east-1");

    // By what the names of a partition's regions begin with; those of no other begin so.
    private static readonly Partition[] Others =
    [
        new("cn-", "aws-cn", "cn-north-1"),
        new("us-gov-", "aws-us-gov", "us-gov-west-1"),
        new("us-iso-", "aws-iso", "us-iso-east-1"),
        new("us-isob-", "aws-iso-b", "us-isob-east-1"),
        new("eu-isoe-", "aws-iso-e", "eu-isoe-west-1"),
        new("us-isof-", "aws-iso-f", "us-isof-south-1"),
        new("eusc-", "aws-eusc", "eusc-de-east-1"),
    ];

    /// <summary>All partitions that are known, <c>aws</c> first.</summary>
    public static IReadOnlyList<string> All { get; } = [Aws, .. Others.Select(partition => partition.Name)];

    /// <summary>The partition of a region.</summary>
    /// <param name="region">As in <c>us-gov-east-1</c>; the empty string and regions that are not known are in <c>aws</c>.</param>
    public static string OfRegion(string region) => Find(region).Name;

    /// <summary>
    /// The region in which services without regions, as IAM, are at home: calls of theirs are signed for it wherever in the
    /// partition they come from.
    /// </summary>
    /// <param name="region">Any region of the partition, as in <c>cn-northwest-1</c>, whose home is <c>cn-north-1</c>.</param>
    /// <seealso href="https://docs.aws.amazon.com/general/latest/gr/iam-service.html" />
    public static string HomeOf(string region) => Find(region).Home;

    // Asked by every call of some services, so nothing is allocated.
    private static Partition Find(string region)
    {
        ArgumentNullException.ThrowIfNull(region);
        foreach (var partition in Others)
        {
            if (region.StartsWith(partition.Beginning, StringComparison.Ordinal))
            {
                return partition;
            }
        }

        return Everybodys;
    }

    private sealed record Partition(string Beginning, string Name, string Home);
}
