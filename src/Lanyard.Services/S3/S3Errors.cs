using System.Globalization;
using Lanyard.Wire.Errors;

namespace Lanyard.Services.S3;

/// <summary>What S3 answers when it does not do what it is asked.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html" />
internal static class S3Errors
{
    public static AwsException NoSuchBucket(string bucket) =>
        new("NoSuchBucket", "The specified bucket does not exist", 404) { Details = [new("BucketName", bucket)] };

    public static AwsException NoSuchKey(string key) =>
        new("NoSuchKey", "The specified key does not exist.", 404) { Details = [new("Key", key)] };

    public static AwsException NoSuchBucketPolicy(string bucket) =>
        new("NoSuchBucketPolicy", "The bucket policy does not exist", 404) { Details = [new("BucketName", bucket)] };

    public static AwsException AccessDenied() => new("AccessDenied", "Access Denied", 403);

    public static AwsException AlreadyOwned(string bucket) =>
        new(
            "BucketAlreadyOwnedByYou",
            "Your previous request to create the named bucket succeeded and you already own it.",
            409
        )
        {
            Details = [new("BucketName", bucket)],
        };

    public static AwsException AlreadyExists(string bucket) =>
        new(
            "BucketAlreadyExists",
            "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.",
            409
        )
        {
            Details = [new("BucketName", bucket)],
        };

    public static AwsException NotEmpty(string bucket) =>
        new("BucketNotEmpty", "The bucket you tried to delete is not empty", 409)
        {
            Details = [new("BucketName", bucket)],
        };

    public static AwsException BadBucketName(string bucket) =>
        new("InvalidBucketName", "The specified bucket is not valid.") { Details = [new("BucketName", bucket)] };

    public static AwsException BadLocation(string constraint) =>
        new(
            "IllegalLocationConstraintException",
            $"The {constraint} location constraint is incompatible for the region specific endpoint this request was sent to."
        );

    public static AwsException WrongRegion(string used, string expected) =>
        new(
            "AuthorizationHeaderMalformed",
            $"The authorization header is malformed; the region '{used}' is wrong; expecting '{expected}'"
        )
        {
            Details = [new("Region", expected)],
        };

    public static AwsException KeyTooLong(int bytes) =>
        new("KeyTooLongError", "Your key is too long")
        {
            Details = [new("Size", bytes.ToString(CultureInfo.InvariantCulture)), new("MaxSizeAllowed", "1024")],
        };

    public static AwsException BadRange(string range, long length) =>
        new("InvalidRange", "The requested range is not satisfiable", 416)
        {
            Details =
            [
                new("RangeRequested", range),
                new("ActualObjectSize", length.ToString(CultureInfo.InvariantCulture)),
            ],
        };

    public static AwsException PreconditionFailed(string condition) =>
        new("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412)
        {
            Details = [new("Condition", condition)],
        };

    public static AwsException NotModified() => new("NotModified", "Not Modified", 304);

    public static AwsException MalformedPolicy(string why) => new("MalformedPolicy", why);

    public static AwsException MalformedXml() =>
        new(
            "MalformedXML",
            "The XML you provided was not well-formed or did not validate against our published schema"
        );

    public static AwsException BadOwner() =>
        new(
            "InvalidBucketOwnerAWSAccountID",
            "The value of the expected bucket owner parameter must be an AWS account ID."
        );

    public static AwsException OutOfRange(string argument, int value, int least, int most) =>
        new(
            "InvalidArgument",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Argument {argument} must be an integer between {least} and {most}"
            )
        )
        {
            Details =
            [
                new("ArgumentName", argument),
                new("ArgumentValue", value.ToString(CultureInfo.InvariantCulture)),
            ],
        };

    public static AwsException BadHeader(string name, string value) =>
        new("InvalidArgument", "Header value cannot be represented using ISO-8859-1.")
        {
            Details = [new("ArgumentName", name), new("ArgumentValue", value)],
        };

    public static AwsException BadTagging(string tagging) =>
        new(
            "InvalidArgument",
            "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates."
        )
        {
            Details = [new("ArgumentName", "x-amz-tagging"), new("ArgumentValue", tagging)],
        };

    public static AwsException BadToken() => new("InvalidArgument", "The continuation token provided is incorrect");
}
