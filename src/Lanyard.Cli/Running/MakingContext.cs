using System.Security.Cryptography;
using System.Text;
using Lanyard.Policy;
using Lanyard.Policy.Documents;
using Lanyard.Templates;

namespace Lanyard.Cli.Running;

/// <summary>Where resources are made, and what all makers need.</summary>
/// <param name="Account">Twelve digits.</param>
/// <param name="Region">The region.</param>
/// <param name="StackName">The stem of generated names.</param>
/// <param name="TemplatePath">The template's path.</param>
internal sealed record MakingContext(string Account, string Region, string StackName, string TemplatePath)
{
    private const int SuffixLength = 12;

    /// <summary>The ARN of a resource of a service with regions, as ECS.</summary>
    /// <param name="resource">As in <c>cluster/web</c>.</param>
    public string ArnOf(string service, string resource) => Arn.Of(service, Region, Account, resource).ToString();

    /// <summary>The ARN of something of IAM, which has no regions: in the partition of the region.</summary>
    /// <param name="resource">As in <c>role/team/app</c>.</param>
    public string IamArnOf(string resource) =>
        Arn.Global(Partitions.OfRegion(Region), "iam", Account, resource).ToString();

    /// <summary>The ARN of a bucket, which names neither region nor account.</summary>
    public string BucketArnOf(string bucket) => Arn.Global(Partitions.OfRegion(Region), "s3", "", bucket).ToString();

    /// <summary>Faults that makers found, beside those of their readers.</summary>
    public List<TemplateFault> Faults { get; } = [];

    /// <summary>What is said of made resources and is not made.</summary>
    public HashSet<UnmadeProperty> UnmadeProperties { get; } = [];

    /// <summary>A physical name as CloudFormation makes one up; the same each time, so that a second run finds it.</summary>
    public string NameFor(string logicalId)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{StackName}/{logicalId}"));
        return $"{StackName}-{logicalId}-{Convert.ToHexString(hash)[..SuffixLength]}";
    }

    /// <summary>Looks at a policy document before IAM does, so that a fault is shown where it stands in the template.</summary>
    /// <returns>The document's JSON.</returns>
    public string Policy(ResolvedNode document, PolicyKind kind, string owner)
    {
        var emitted = document.Emit(isIndented: true);
        var parsed = PolicyDocument.Parse(emitted.Text, kind);
        foreach (var fault in parsed.Faults)
        {
            Faults.Add(
                new TemplateFault(
                    TemplateFaultCode.RefusedPolicy,
                    $"IAM would refuse a policy of {owner}: {fault.Message} ({fault.IamMessage})",
                    emitted.LocationOf(fault.Line, fault.Column),
                    fault.Hint
                )
            );
        }

        return document.ToJson();
    }
}
