using Lanyard.Access.Identity;
using Lanyard.Policy;
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

    /// <summary>Refuses a trust policy that names a role or user of an account known here that is not there.</summary>
    /// <remarks>Principals of accounts that Lanyard has never seen are taken as they are.</remarks>
    public static void CheckTrust(string document, IdentityDirectory identities)
    {
        var policy = Check(document, PolicyKind.Trust);
        var names = policy
            .Statements.SelectMany(statement => statement.Principals?.Names ?? [])
            .Where(name => name.Category == PrincipalCategory.Aws);
        foreach (var name in names)
        {
            if (Arn.TryParse(name.Value, out var arn) && !IsThere(arn, identities))
            {
                throw IamErrors.Malformed($"Invalid principal in policy: \"AWS\":\"{name.Value}\"");
            }
        }
    }

    private static bool IsThere(Arn arn, IdentityDirectory identities)
    {
        var kind = arn.Resource.Split('/')[0];
        var isKnownAccount = identities.Users.List($"{arn.Account}/").Count > 0;
        return !isKnownAccount
            || kind switch
            {
                "role" => identities.FindRole(arn) is not null,
                "user" => identities.Users.Find($"{arn.Account}/{arn.Resource[(arn.Resource.LastIndexOf('/') + 1)..]}")
                    is not null,
                _ => true,
            };
    }
}
