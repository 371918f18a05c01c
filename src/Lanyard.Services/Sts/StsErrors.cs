using Lanyard.Wire.Errors;

namespace Lanyard.Services.Sts;

/// <summary>What the Security Token Service answers when it does not do what it is asked.</summary>
/// <seealso href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html#API_AssumeRole_Errors" />
internal static class StsErrors
{
    public static AwsException NotAuthorized(string caller, string action, string role) =>
        new("AccessDenied", $"User: {caller} is not authorized to perform: {action} on resource: {role}", 403);

    public static AwsException RootCannotAssume() =>
        new("AccessDenied", "Roles may not be assumed by root accounts.", 403);

    public static AwsException ArnInvalid(string arn) => Invalid($"{arn} is invalid");

    // The words for a key that is not there are not published; AWS answers them with this code.
    public static AwsException KeyNotFound(string accessKeyId) =>
        Invalid($"The access key {accessKeyId} does not exist.");

    public static AwsException LongerThanRoleAllows() =>
        Invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");

    public static AwsException LongerThanChainAllows() =>
        Invalid("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");

    public static AwsException TooManyPolicies(int limit) =>
        Invalid(
            "1 validation error detected: Value at 'policyArns' failed to satisfy constraint: "
                + $"Member must have length less than or equal to {limit}"
        );

    public static AwsException PolicyNotFound(string arn) =>
        MalformedPolicy($"Policy {arn} does not exist or is not attachable.");

    public static AwsException MalformedPolicy(string sentence) => new("MalformedPolicyDocument", sentence);

    public static AwsException PackedPolicyTooLarge(int percent) =>
        new("PackedPolicyTooLarge", $"Packed policy consumes {percent}% of allotted space, please use smaller policy.");

    public static AwsException PackedTagsTooLarge(int percent) =>
        new("PackedPolicyTooLarge", $"Packed size of session tags consumes {percent}% of allotted space.");

    public static AwsException DuplicateTags() =>
        BadParameter("Duplicate tag keys found. Please note that Tag keys are case insensitive.");

    public static AwsException TransitiveKeyWithoutTag() =>
        BadParameter("The specified transitive tag key must be included in the requested tags.");

    public static AwsException TransitiveTagTaken() =>
        BadParameter(
            "One of the specified transitive tag keys can't be set because it conflicts "
                + "with a transitive tag key from the calling session."
        );

    private static AwsException Invalid(string sentence) => new("ValidationError", sentence);

    private static AwsException BadParameter(string sentence) => new("InvalidParameterValue", sentence);
}
