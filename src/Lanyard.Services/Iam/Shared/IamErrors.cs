using Lanyard.Wire.Errors;

namespace Lanyard.Services.Iam.Shared;

/// <summary>What IAM answers when it does not do what it is asked.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html" />
internal static class IamErrors
{
    public static AwsException NoSuchEntity(string kind, string name) =>
        new("NoSuchEntity", $"The {kind} with name {name} cannot be found.", 404);

    public static AwsException NoSuchInlinePolicy(string kind, string name) =>
        new("NoSuchEntity", $"The {kind} policy with name {name} cannot be found.", 404);

    public static AwsException NoSuchPolicy(string arn) => new("NoSuchEntity", $"Policy {arn} was not found.", 404);

    public static AwsException NotAttachable(string arn) =>
        new("NoSuchEntity", $"Policy {arn} does not exist or is not attachable.", 404);

    public static AwsException BoundaryNotAttachable(string arn) =>
        new("NoSuchEntity", $"Scope ARN: {arn} does not exist or is not attachable.", 404);

    public static AwsException ServiceRolePolicy() =>
        new("PolicyNotAttachable", "Cannot attach a Service Role Policy to a Customer Role.");

    public static AwsException NoSuchVersion(string arn, string version) =>
        new("NoSuchEntity", $"Policy {arn} version {version} does not exist or is not attachable.", 404);

    public static AwsException NoSuchAccessKey(string id) =>
        new("NoSuchEntity", $"The Access Key with id {id} cannot be found.", 404);

    public static AwsException AlreadyExists(string kind, string name) =>
        new(
            "EntityAlreadyExists",
            $"{char.ToUpperInvariant(kind[0])}{kind[1..]} with name {name} already exists.",
            409
        );

    public static AwsException PolicyExists(string name) =>
        new("EntityAlreadyExists", $"A policy called {name} already exists. Duplicate names are not allowed.", 409);

    public static AwsException MustDetach() =>
        new("DeleteConflict", "Cannot delete entity, must detach all policies first.", 409);

    public static AwsException MustDeletePolicies() =>
        new("DeleteConflict", "Cannot delete entity, must delete policies first.", 409);

    public static AwsException MustDeleteKeys() =>
        new("DeleteConflict", "Cannot delete entity, must delete access keys first.", 409);

    public static AwsException StillAttached() =>
        new("DeleteConflict", "Cannot delete a policy attached to entities.", 409);

    public static AwsException Malformed(string sentence) => new("MalformedPolicyDocument", sentence);

    public static AwsException QuotaExceeded(string quota, int limit) =>
        new("LimitExceeded", $"Cannot exceed quota for {quota}: {limit}", 409);

    public static AwsException PoliciesTooLarge(int limit, string kind, string name) =>
        new("LimitExceeded", $"Maximum policy size of {limit} bytes exceeded for {kind} {name}", 409);

    // AWS writes two spaces.
    public static AwsException BadArn() => new("ValidationError", "Invalid ARN:  Could not be parsed!");

    public static AwsException PolicyOutsideAccount() =>
        new("AccessDenied", "Policy is outside your own account.", 403);

    public static AwsException DuplicateTags() =>
        new("InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.");

    public static AwsException ReservedTag() =>
        new("InvalidInput", "Tag keys that begin with aws: are reserved for AWS internal use.");

    public static AwsException TooManyTags() =>
        new("LimitExceeded", "The number of tags has reached the maximum limit.", 409);

    public static AwsException UserNameMissing() =>
        new("ValidationError", "Must specify userName when calling with non-User credentials");
}
