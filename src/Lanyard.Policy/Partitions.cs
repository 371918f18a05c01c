namespace Lanyard.Policy;

/// <summary>The parts that AWS is divided into, each with regions, accounts and ARNs of its own.</summary>
/// <seealso href="https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html" />
public static class Partitions
{
    /// <summary>The partition of the regions that everybody has, and of what is in no region.</summary>
    public const string Aws = "aws";

    // What the names of a partition's regions begin with; those of no other begin so.
    private static readonly (string Beginning, string Partition)[] Regions =
    [
        ("cn-", "aws-cn"),
        ("us-gov-", "aws-us-gov"),
        ("us-iso-", "aws-iso"),
        ("us-isob-", "aws-iso-b"),
        ("eu-isoe-", "aws-iso-e"),
        ("us-isof-", "aws-iso-f"),
        ("eusc-", "aws-eusc"),
    ];

    /// <summary>All partitions that are known, <c>aws</c> first.</summary>
    public static IReadOnlyList<string> All { get; } = [Aws, .. Regions.Select(region => region.Partition)];

    /// <summary>The partition of a region.</summary>
    /// <param name="region">As in <c>us-gov-east-1</c>; the empty string and regions that are not known are in <c>aws</c>.</param>
    public static string OfRegion(string region)
    {
        ArgumentNullException.ThrowIfNull(region);
        return Array.Find(Regions, one => region.StartsWith(one.Beginning, StringComparison.Ordinal)).Partition ?? Aws;
    }
}
