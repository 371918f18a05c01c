using System.Collections.Frozen;

namespace Lanyard.Policy.Conditions;

/// <summary>The condition keys that hold sets by nature, however many values a request has for them.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html" />
internal static class MultivaluedKeys
{
    private static readonly FrozenSet<string> Keys = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "aws:CalledVia",
        "aws:PrincipalOrgPaths",
        "aws:PrincipalServiceNamesList",
        "aws:ResourceOrgPaths",
        "aws:SourceOrgPaths",
        "aws:TagKeys",
        "dynamodb:Attributes",
        "dynamodb:LeadingKeys",
        "kms:EncryptionContextKeys",
        "kms:GrantOperations",
        "kms:ResourceAliases",
        "ses:Recipients",
        "sts:TransitiveTagKeys"
    );

    public static bool Contains(string key) => Keys.Contains(key);
}
