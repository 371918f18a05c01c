using Lanyard.Policy.Documents;

namespace Lanyard.Services.Iam;

/// <summary>Looks at documents before IAM takes them.</summary>
internal static class PolicyDocuments
{
    private const int LargestTrustPolicy = 2048;
    private const int LargestManagedPolicy = 6144;

    /// <summary>Refuses a document that IAM would refuse, in its words.</summary>
    /// <exception cref="Wire.Errors.AwsException"><c>MalformedPolicyDocument</c> or <c>LimitExceeded</c>.</exception>
    public static PolicyDocument Check(string document, PolicyKind kind)
    {
        var result = PolicyDocument.Parse(document, kind);
        if (!result.IsValid)
        {
            throw IamErrors.Malformed(result.Faults[0].IamMessage);
        }

        return kind switch
        {
            PolicyKind.Trust when result.Document.Size > LargestTrustPolicy => throw IamErrors.QuotaExceeded(
                "ACLSizePerRole",
                LargestTrustPolicy
            ),
            PolicyKind.Managed when result.Document.Size > LargestManagedPolicy => throw IamErrors.QuotaExceeded(
                "PolicySize",
                LargestManagedPolicy
            ),
            _ => result.Document,
        };
    }
}
