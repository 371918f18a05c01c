using Lanyard.Policy.Documents;

namespace Lanyard.Services.Iam.Shared;

/// <summary>Looks at documents before IAM takes them.</summary>
internal static class PolicyDocuments
{
    private static readonly PolicyLimits Limits = PolicyLimits.Aws;

    /// <summary>Refuses a document that IAM would refuse, in its words.</summary>
    /// <exception cref="Wire.Errors.AwsException"><c>MalformedPolicyDocument</c> or <c>LimitExceeded</c>.</exception>
    public static PolicyDocument Check(string document, PolicyKind kind)
    {
        var result = PolicyDocument.Parse(document, kind);
        if (!result.IsValid)
        {
            throw IamErrors.Malformed(result.Refusal!.IamMessage);
        }

        return kind switch
        {
            PolicyKind.Trust when result.Document.Size > Limits.Trust => throw IamErrors.QuotaExceeded(
                "ACLSizePerRole",
                Limits.Trust
            ),
            PolicyKind.Managed when result.Document.Size > Limits.Managed => throw IamErrors.QuotaExceeded(
                "PolicySize",
                Limits.Managed
            ),
            _ => result.Document,
        };
    }
}
