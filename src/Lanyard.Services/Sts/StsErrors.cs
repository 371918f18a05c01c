using Lanyard.Wire.Errors;

namespace Lanyard.Services.Sts;

/// <summary>What STS answers when it does not do what it is asked.</summary>
/// <seealso href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html#API_AssumeRole_Errors" />
internal static class StsErrors
{
    public static AwsException BadArn(string arn) => new("ValidationError", $"{arn} is invalid");

    public static AwsException LongerThanRoleAllows() =>
        new("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");

    public static AwsException LongerThanChainAllows() =>
        new(
            "ValidationError",
            "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining."
        );

    public static AwsException DuplicateTags() =>
        new("InvalidParameterValue", "Duplicate tag keys found. Please note that Tag keys are case insensitive.");

    public static AwsException Malformed(string sentence) => new("MalformedPolicyDocument", sentence);

    public static AwsException NoSuchPolicy(string arn) =>
        new("MalformedPolicyDocument", $"Policy {arn} does not exist or is not attachable.");
}
