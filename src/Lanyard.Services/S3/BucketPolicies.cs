using Lanyard.Policy.Documents;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.S3;

/// <summary>Looks at bucket policies before S3 takes them, and keeps their principals who they were.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html" />
internal static class BucketPolicies
{
    private const int LargestBytes = 20 * 1024;

    /// <summary>Refuses a policy that S3 would refuse.</summary>
    /// <param name="arn">The bucket's ARN: the policy may be about it and what is in it.</param>
    /// <exception cref="Wire.Errors.AwsException"><c>MalformedPolicy</c>.</exception>
    public static void Check(string policy, string arn)
    {
        if (policy.Length > LargestBytes)
        {
            throw S3Errors.MalformedPolicy("Policy exceeds the maximum allowed document size.");
        }

        var parsed = PolicyDocument.Parse(policy, PolicyKind.Resource);
        if (!parsed.IsValid)
        {
            var fault = parsed.Faults[0];
            throw S3Errors.MalformedPolicy($"{fault.Message} (line {fault.Line}, column {fault.Column})");
        }

        foreach (var statement in parsed.Document.Statements)
        {
            CheckResources(statement, arn);
        }
    }

    /// <summary>Takes the names of a user or role out of all bucket policies, as part of the change that deletes it.</summary>
    public static void Forget(RecordChange changes, DeletedPrincipal principal, RecordTable<BucketRecord> buckets) =>
        PrincipalNames.Replace(
            changes,
            principal,
            buckets,
            bucket => bucket.Policy,
            (bucket, policy) => bucket with { Policy = policy }
        );

    private static void CheckResources(PolicyStatement statement, string arn)
    {
        if (statement.Resources.IsEmpty)
        {
            throw S3Errors.MalformedPolicy("Missing required field Resource");
        }

        var isOfBucket = statement.Resources.All(resource =>
            resource == arn
            || resource.StartsWith(arn + "/", StringComparison.Ordinal)
            || resource.StartsWith(arn + "*", StringComparison.Ordinal)
        );
        if (!isOfBucket && !statement.IsNotResource)
        {
            throw S3Errors.MalformedPolicy("Policy has invalid resource");
        }
    }
}
