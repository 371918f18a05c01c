using Lanyard.Wire.Errors;

namespace Lanyard.Services.Ssm;

/// <summary>What Parameter Store answers when it does not do what it is asked.</summary>
/// <seealso href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html#API_GetParameter_Errors" />
internal static class SsmErrors
{
    // AWS sends this one without a sentence.
    public static AwsException ParameterNotFound() => new("ParameterNotFound", "");

    public static AwsException VersionNotFound(string name, string selector) =>
        new(
            "ParameterVersionNotFound",
            $"Systems Manager could not find version {selector} of {name}. Verify the version and try again."
        );

    public static AwsException AlreadyExists() =>
        new(
            "ParameterAlreadyExists",
            "The parameter already exists. To overwrite this value, set the overwrite option in the request to true."
        );

    // Documented without the sentence that is sent.
    public static AwsException TooManyUpdates() =>
        new("TooManyUpdates", "There are concurrent updates for a resource that supports one update at a time.");

    public static AwsException TypeMissing() =>
        new("ValidationException", "A parameter type is required when you create a parameter.");

    public static AwsException UnsupportedDataType(string type) =>
        new(
            "ValidationException",
            $"The following data type is not supported: {type} (Data type names are all lowercase.)"
        );

    public static AwsException Empty() =>
        new(
            "ValidationException",
            "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1."
        );

    public static AwsException TagsAndOverwrite() =>
        new(
            "ValidationException",
            "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource."
        );

    public static AwsException DuplicateTag(string key) =>
        new("ValidationException", $"Duplicate tag keys are not allowed: {key}");

    public static AwsException Downgrade() =>
        new(
            "ValidationException",
            "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a standard parameter."
        );

    public static AwsException BadName() =>
        new(
            "ValidationException",
            "Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_"
        );

    public static AwsException ReservedPrefix() =>
        new("ValidationException", "Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).");

    public static AwsException NotFullyQualified() =>
        new("ValidationException", "Parameter name must be a fully qualified name.");

    public static AwsException ReservedName(string name) =>
        new("AccessDeniedException", $"No access to reserved parameter name: {name}.");

    public static AwsException TooDeep() =>
        new(
            "HierarchyLevelLimitExceededException",
            "A hierarchy can have a maximum of 15 levels. For more information, see Requirements and constraints for parameter names."
        );

    public static AwsException TooLongForStandard() =>
        new(
            "ValidationException",
            "Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html"
        );

    public static AwsException TooLongForAdvanced() =>
        new("ValidationException", "Advanced tier parameters support a maximum parameter value of 8192 characters.");

    public static AwsException PatternMismatch(string pattern) =>
        new(
            "ParameterPatternMismatchException",
            $"Parameter value, cannot be validated against allowedPattern: {pattern}"
        );

    public static AwsException BadFilterKey(string key, IEnumerable<string> valid) =>
        new(
            "InvalidFilterKey",
            $"The following filter key is not valid: {key}. Valid filter keys include: [{string.Join(", ", valid)}]."
        );

    public static AwsException BadFilterOption(string option, string valid) =>
        new(
            "InvalidFilterOption",
            $"The following filter option is not valid: {option}. Valid options include: [{valid}]."
        );

    public static AwsException BothFilters() =>
        new("ValidationException", "You can use either Filters or ParameterFilters in a single request.");

    public static AwsException ReferenceNotDecrypted() =>
        new("ValidationException", "WithDecryption flag must be True for retrieving a Secret Manager secret.");

    public static AwsException BadPattern(string pattern) =>
        new(
            "InvalidAllowedPatternException",
            $"The request does not meet the regular expression requirement: {pattern}"
        );

    public static AwsException BadToken() => new("InvalidNextToken", "The specified token is not valid.");

    public static AwsException PathWithoutSlash() =>
        new(
            "ValidationException",
            "The parameter doesn't meet the parameter name requirements. The parameter name must begin with a forward slash \"/\"."
        );
}
