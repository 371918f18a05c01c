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

    public static AwsException TypeMissing() =>
        new("ValidationException", "A parameter type is required when you create a parameter.");

    public static AwsException UnsupportedType(string type) =>
        new("UnsupportedParameterType", $"The parameter type {type} is not supported.");

    public static AwsException BadName(string name) =>
        new(
            "ValidationException",
            $"Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_ (`{name}`)"
        );

    public static AwsException ReservedName(string name) =>
        new("AccessDeniedException", $"No access to reserved parameter name: {name}.");

    public static AwsException TooDeep() =>
        new(
            "HierarchyLevelLimitExceededException",
            "A hierarchy can have a maximum of 15 levels. For more information, see Requirements and constraints for parameter names."
        );

    public static AwsException TooLong(int limit) =>
        new(
            "ValidationException",
            $"Standard tier parameters support a maximum parameter value of {limit} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html"
        );

    public static AwsException PatternMismatch(string name) =>
        new(
            "ParameterPatternMismatchException",
            $"Parameter value, cannot be validated against allowedPattern of {name}"
        );

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
