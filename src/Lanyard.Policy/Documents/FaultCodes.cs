namespace Lanyard.Policy.Documents;

/// <summary>Names of faults: those of AWS's policy checks, and three of our own for what those checks never see.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html" />
internal static class FaultCodes
{
    public const string DataTypeMismatch = "DATA_TYPE_MISMATCH";
    public const string DuplicateKeys = "DUPLICATE_KEYS_WITH_DIFFERENT_CASE";
    public const string InvalidAction = "INVALID_ACTION";
    public const string InvalidArnPrefix = "INVALID_ARN_PREFIX";
    public const string InvalidConditionOperator = "INVALID_CONDITION_OPERATOR";
    public const string InvalidConditionDataType = "INVALID_CONDITION_DATA_TYPE";
    public const string InvalidEffect = "INVALID_EFFECT";
    public const string InvalidPartition = "INVALID_PARTITION";
    public const string InvalidPolicyElement = "INVALID_POLICY_ELEMENT";
    public const string InvalidPrincipalFormat = "INVALID_PRINCIPAL_FORMAT";
    public const string InvalidPrincipalKey = "INVALID_PRINCIPAL_KEY";
    public const string InvalidServiceInAction = "INVALID_SERVICE_IN_ACTION";
    public const string InvalidService = "INVALID_SERVICE";
    public const string InvalidVersion = "INVALID_VERSION";
    public const string JsonSyntax = "JSON_SYNTAX_ERROR";
    public const string MissingAction = "MISSING_ACTION";
    public const string MissingArnField = "MISSING_ARN_FIELD";
    public const string MissingEffect = "MISSING_EFFECT";
    public const string MissingPrincipal = "MISSING_PRINCIPAL";
    public const string MissingResource = "MISSING_RESOURCE";
    public const string MissingStatement = "MISSING_STATEMENT";
    public const string NullWithIfExists = "NULL_WITH_IF_EXISTS";
    public const string UniqueSids = "UNIQUE_SIDS_REQUIRED";
    public const string UnsupportedAction = "UNSUPPORTED_ACTION_IN_POLICY";
    public const string UnsupportedCombination = "UNSUPPORTED_ELEMENT_COMBINATION";
    public const string UnsupportedPrincipal = "UNSUPPORTED_PRINCIPAL";
    public const string UnsupportedSid = "UNSUPPORTED_SID";
    public const string UnsupportedWildcardInPrincipal = "UNSUPPORTED_WILDCARD_IN_PRINCIPAL";

    public const string DocumentTooLong = "DOCUMENT_TOO_LONG";
    public const string InvalidCharacter = "INVALID_CHARACTER";
    public const string UnsupportedResource = "UNSUPPORTED_RESOURCE_IN_TRUST_POLICY";
}
