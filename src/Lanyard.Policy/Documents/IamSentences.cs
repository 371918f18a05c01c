namespace Lanyard.Policy.Documents;

/// <summary>The sentences with which IAM refuses a document, as published by people who met them.</summary>
internal static class IamSentences
{
    public const string SyntaxErrors = "Syntax errors in policy.";
    public const string InvalidJson = "This policy contains invalid Json";
    public const string EmptyStatement = "Could not parse the policy: Statement is empty!";
    public const string EffectRequired = "Missing required field Effect";
    public const string ActionRequired = "Missing required field Action";
    public const string VersionRequired = "The policy must contain a valid version string";
    public const string LegacyParsing = "The policy failed legacy parsing";
    public const string OldVersion = "Policy document must be version 2012-10-17 or greater.";
    public const string NoPrincipalAllowed = "Policy document should not specify a principal.";
    public const string ResourceProhibited = "Has prohibited field Resource";
    public const string NoActions = "Policy statement must contain actions.";
    public const string NoResources = "Policy statement must contain resources.";
    public const string DuplicateSids = "Statement IDs (SID) in a single policy must be unique.";
    public const string ActionWithoutVendor =
        "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
    public const string ActionColons = "Actions/Condition can contain only one colon.";
    public const string ResourceVendor = "Resource vendor must be fully qualified and cannot contain regexes.";
    public const string TrustActions = "AssumeRole policy may only specify STS AssumeRole actions.";
    public const string BadCharacter =
        "The specified value for policyDocument is invalid. It must contain only printable ASCII characters.";
    public const string TooLong =
        "1 validation error detected: Value at 'policyDocument' failed to satisfy constraint: "
        + "Member must have length less than or equal to 131072";
    public const string SidCharacters =
        "Statement IDs (SID) must be alpha-numeric. "
        + "Check that your input satisfies the regular expression [0-9A-Za-z]*";
    public const string StatementWithoutPrincipals =
        "Invalid principal in policy: com.amazon.balsa.error.InvalidPolicyException: "
        + "The passed in policy has a statement with no principals!";
    public const string OrganizationsRefusal =
        "The provided policy document does not meet the requirements of the specified policy type.";
    public const string PrincipalRequired = "Missing required field Principal";

    public static string InvalidPrincipal(string key, string value) =>
        $"Invalid principal in policy: \"{(key == "Service" ? "SERVICE" : key)}\":\"{value}\"";

    public static string VendorNotValid(string vendor) => $"Vendor {vendor} is not valid";

    public static string ResourceFormat(string resource) => $"Resource {resource} must be in ARN format or \"*\".";

    public static string Partition(string partition, string paddedArn) =>
        $"Partition \"{partition}\" is not valid for resource \"{paddedArn}\".";

    public static string IamRegion(string resource) => $"IAM resource {resource} cannot contain region information.";

    public static string Region(string resource) => $"Resource {resource} can not contain region information.";

    public static string Account(string resource) => $"Resource {resource} cannot contain an account id.";

    public static string IamPath(IEnumerable<string> beginnings) =>
        $"IAM resource path must either be \"*\", root, or start with {string.Join(", ", beginnings)}.";

    /// <summary>
    /// How a trust policy is refused: another parser reads it than identity policies, the one of policies of resources.
    /// </summary>
    /// <param name="code">The fault's code.</param>
    /// <param name="sentence">The sentence for an identity policy.</param>
    public static string OfTrust(string code, string sentence) =>
        code switch
        {
            FaultCodes.JsonSyntax => InvalidJson,
            FaultCodes.InvalidVersion => VersionRequired,
            FaultCodes.MissingStatement => EmptyStatement,
            FaultCodes.MissingEffect => EffectRequired,
            FaultCodes.MissingAction => ActionRequired,
            _ => sentence,
        };

    public static string Prohibited(string element) => $"Has prohibited field {element}";
}
