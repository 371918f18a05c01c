using System.Globalization;
using Lanyard.Wire.Errors;

namespace Lanyard.Services.Ecr;

/// <summary>What ECR answers when it does not do what it is asked.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/CommonErrors.html" />
internal static class EcrErrors
{
    public static AwsException RepositoryNotFound(string name, string registry) =>
        new(
            "RepositoryNotFoundException",
            $"The repository with name '{name}' does not exist in the registry with id '{registry}'"
        );

    public static AwsException RepositoryExists(string name, string registry) =>
        new(
            "RepositoryAlreadyExistsException",
            $"The repository with name '{name}' already exists in the registry with id '{registry}'"
        );

    public static AwsException RepositoryNotEmpty(string name, string registry) =>
        new(
            "RepositoryNotEmptyException",
            $"The repository with name '{name}' in registry with id '{registry}' cannot be deleted because it still contains images"
        );

    public static AwsException ImageNotFound(string? digest, string? tag, string name, string registry) =>
        new(
            "ImageNotFoundException",
            $"The image with imageId {{imageDigest:'{digest ?? "null"}', imageTag:'{tag ?? "null"}'}} does not exist within the repository with name '{name}' in the registry with id '{registry}'"
        );

    public static AwsException ImageExists(string digest, string? tag, string name, string registry) =>
        new(
            "ImageAlreadyExistsException",
            $"Image with digest '{digest}' and tag '{tag ?? "null"}' already exists in the repository with name '{name}' in registry with id '{registry}'"
        );

    public static AwsException TagImmutable(string tag, string name) =>
        new(
            "ImageTagAlreadyExistsException",
            $"The image tag '{tag}' already exists in the '{name}' repository and cannot be overwritten because the tag is immutable."
        );

    public static AwsException DigestMismatch(string computed) =>
        new(
            "ImageDigestDoesNotMatchException",
            $"The digest of the image manifest is '{computed}', not the digest that was given"
        );

    public static AwsException BadManifest(string why) => Invalid("ImageManifest", why);

    public static AwsException BadTag(string pattern) =>
        Invalid("imageTag", $"must satisfy regular expression pattern: {pattern}");

    public static AwsException BadToken() => Invalid("nextToken", "must be one that was answered");

    public static AwsException DuplicateTag(string key) =>
        new("InvalidTagParameterException", $"Duplicate tag keys found: {key}");

    public static AwsException TooManyTags(int limit) =>
        new(
            "TooManyTagsException",
            $"A repository may have {limit.ToString(CultureInfo.InvariantCulture)} tags at the most"
        );

    public static AwsException LayersNotFound(IEnumerable<string> digests, string name, string registry) =>
        new(
            "LayersNotFoundException",
            $"Layers with digests '[{string.Join(", ", digests)}]' required for pushed image into repository with name '{name}' in the registry with id '{registry}' do not exist"
        );

    public static AwsException ReferencedImagesNotFound(IEnumerable<string> digests) =>
        new(
            "ReferencedImagesNotFoundException",
            $"Images with digests '[{string.Join(", ", digests)}]' required for pushing image do not exist"
        );

    public static AwsException LayerNotFound(string digest, string name, string registry) =>
        new(
            "LayersNotFoundException",
            $"The layer with digest '{digest}' does not exist within the repository with name '{name}' in the registry with id '{registry}'"
        );

    public static AwsException LayerExists(string digest, string name, string registry) =>
        new(
            "LayerAlreadyExistsException",
            $"Layer with digest '{digest}' already exists in the repository with name '{name}' in registry with id '{registry}'"
        );

    public static AwsException UploadNotFound(string upload) =>
        new("UploadNotFoundException", $"The upload with id '{upload}' does not exist");

    public static AwsException PartTooLarge(long limit) =>
        Invalid(
            "layerPartBlob",
            $"must have length less than or equal to {limit.ToString(CultureInfo.InvariantCulture)}"
        );

    public static AwsException EmptyUpload(string upload) =>
        new("EmptyUploadException", $"There are no layer parts in the upload with id '{upload}'");

    public static AwsException BadPart(LayerUpload upload) =>
        new(
            "InvalidLayerPartException",
            $"The upload with id '{upload.Id}' expects its next part to begin at byte {upload.Received}"
        );

    public static AwsException BadLayer(string computed) =>
        new("InvalidLayerException", $"The uploaded layer's digest is '{computed}', not one of those that were given");

    private static AwsException Invalid(string parameter, string rule) =>
        new("InvalidParameterException", $"Invalid parameter at '{parameter}' failed to satisfy constraint: '{rule}'");
}
