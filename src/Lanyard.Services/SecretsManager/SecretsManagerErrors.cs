using Lanyard.Wire.Errors;

namespace Lanyard.Services.SecretsManager;

/// <summary>What Secrets Manager answers when it does not do what it is asked.</summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/CommonErrors.html" />
internal static class SecretsManagerErrors
{
    public static AwsException NotFound() =>
        new("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");

    public static AwsException NoValueForStage(string stage) =>
        new(
            "ResourceNotFoundException",
            $"Secrets Manager can't find the specified secret value for staging label: {stage}"
        );

    public static AwsException NoValueForVersion(string version) =>
        new(
            "ResourceNotFoundException",
            $"Secrets Manager can't find the specified secret value for VersionId: {version}"
        );

    public static AwsException MarkedForDeletion() =>
        new(
            "InvalidRequestException",
            "You can't perform this operation on the secret because it was marked for deletion."
        );

    public static AwsException BeingDeleted() =>
        new(
            "InvalidRequestException",
            "You can't create this secret because a secret with this name is already scheduled for deletion."
        );

    public static AwsException AlreadyExists(string name) =>
        new("ResourceExistsException", $"The operation failed because the secret {name} already exists.");

    public static AwsException VersionExists(string version, string arn) =>
        new(
            "ResourceExistsException",
            $"You can't use ClientRequestToken {version} because that value is already in use for a version of secret {arn}."
        );

    public static AwsException BadName() =>
        new(
            "ValidationException",
            "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!"
        );

    public static AwsException BothValues() =>
        new(
            "InvalidParameterException",
            "You can't specify both a binary secret value and a string secret value in the same secret."
        );

    public static AwsException NoValue() =>
        new("InvalidRequestException", "You must provide either SecretString or SecretBinary.");

    public static AwsException NotBase64() => new("SerializationException", "The secretBinary is not valid Base64.");

    public static AwsException Empty(string member) =>
        new(
            "ValidationException",
            $"1 validation error detected: Value at '{member}' failed to satisfy constraint: Member must have length greater than or equal to 1"
        );

    public static AwsException DuplicateTag(string? key) =>
        new("InvalidParameterException", $"Duplicate tag keys found: {key}");

    public static AwsException BadToken() => new("InvalidNextTokenException", "The NextToken value is invalid.");

    public static AwsException TooLong(string member) =>
        new(
            "ValidationException",
            $"1 validation error detected: Value at '{member}' failed to satisfy constraint: Member must have length less than or equal to 65536"
        );

    public static AwsException VersionAndStage() =>
        new("InvalidRequestException", "You provided a VersionStage that is not associated to the provided VersionId.");

    public static AwsException WindowAndForce() =>
        new(
            "InvalidParameterException",
            "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays."
        );

    public static AwsException BadWindow() =>
        new("InvalidParameterException", "RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
}
