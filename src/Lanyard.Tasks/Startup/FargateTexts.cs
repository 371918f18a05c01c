using Lanyard.Containers;
using Lanyard.Containers.Images;
using Lanyard.Tasks.Definitions;
using Lanyard.Wire.Errors;

namespace Lanyard.Tasks.Startup;

/// <summary>Fargate's texts: the whole failure is the task's stopped reason.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html" />
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html" />
internal sealed class FargateTexts : IFailureTexts
{
    private const string Initialization = "ResourceInitializationError: ";
    private const string Resources =
        Initialization + "unable to pull secrets or registry auth: execution resource retrieval failed: ";
    private const string Retried = "service call has been retried 1 time(s): ";
    private const string LoggerArgs = Initialization + "failed to validate logger args: ";
    private const string Manifest = "CannotPullContainerError: pull image manifest has been retried 1 time(s): ";
    private const string Layers = "CannotPullContainerError: ref pull has been retried 1 time(s): ";

    public static readonly FargateTexts Instance = new();

    public StartupFault Join(IReadOnlyList<StartupFault> faults) => faults[0];

    public StartupFault SecretRefused(SecretReference secret, AwsException error) =>
        new(
            $"{Resources}unable to retrieve secret from asm: {Retried}failed to fetch secret {secret.SecretId} from secrets manager: {error.Line()}"
        );

    public StartupFault SecretMalformed(string valueFrom) =>
        new($"{Resources}unable to retrieve secret from asm: {SecretTexts.Malformed(valueFrom)}");

    public StartupFault SecretKeyMissing(string key) =>
        new($"{Resources}unable to retrieve secret from asm: {Retried}{SecretTexts.KeyMissing(key)}");

    public StartupFault ParametersRefused(string region, AwsException error) =>
        new($"{Resources}unable to retrieve secrets from ssm: {Retried}{error.Line()}");

    public StartupFault ParametersUnknown(string region, IReadOnlyList<string> names) =>
        new(
            $"{Resources}unable to retrieve secrets from ssm: {Retried}invalid ssm parameters: {string.Join(", ", names)}"
        );

    public StartupFault RegistryRefused(string container, AwsException error) =>
        new($"{Resources}unable to retrieve ecr registry auth: {Retried}{error.Line()}");

    public StartupFault EnvironmentFileRefused(string bucket, string key, AwsException error)
    {
        var host = error.Details.FirstOrDefault(detail => detail.Key == "HostId").Value;
        return new(
            $"{Initialization}failed to download env files: file download command: non empty error stream: failed to download "
                + $"file {key}: failed to write to a temporary file: {error.Line()}"
                + (host is null ? "" : $", host id: {host}")
        );
    }

    public StartupFault LogStreamRefused(string container, AwsException error) =>
        new(
            $"{LoggerArgs}create stream has been retried 1 times: failed to create Cloudwatch log stream: {error.Line()} : exit status 1"
        );

    public StartupFault LogGroupRefused(string container, AwsException error) =>
        new(
            $"{LoggerArgs}create stream has been retried 1 times: failed to create Cloudwatch log group: {error.Line()} : exit status 1"
        );

    public StartupFault LogOptionRefused(string container, string message) =>
        new($"{LoggerArgs}{message} : exit status 1");

    public StartupFault ManifestRefused(string container, EcrReference image, AwsException error)
    {
        var name = image.Name;
        // The registry answers with a status alone: what IAM said is lost here, as on Fargate.
        return Of(
            container,
            $"{Manifest}failed to resolve ref {name}: pulling from host {name.Host} failed with status code [manifests {name.TagOrDigest}]: {StatusOf(error)}"
        );
    }

    public StartupFault LayerRefused(string container, EcrReference image, Digest digest, AwsException error)
    {
        var name = image.Name;
        return Of(
            container,
            $"{Layers}failed to copy: httpReadSeeker: failed open: unexpected status code https://{name.Host}/v2/{name.Repository}/blobs/{digest}: {StatusOf(error)}"
        );
    }

    public StartupFault ImageMissing(string container, EcrReference image) =>
        Of(container, $"{Manifest}failed to resolve ref {image.Name}: {image.Name}: not found");

    public StartupFault ImageOutOfReach(string container, ImageReference image)
    {
        var name = $"{image.RegistryHost}/{image.RegistryRepository}";
        name = image.Digest is { } digest ? $"{name}@{digest}" : $"{name}:{image.TagOrDigest}";
        return Of(container, $"{Manifest}failed to resolve ref {name}: {name}: not found");
    }

    public StartupFault ImageUnusable(string container, string image, ContainerException error) =>
        Of(container, $"{Layers}failed to extract {image}: {error.Message}");

    public StartupFault NotCreated(string container, string message) =>
        Of(container, $"CannotCreateContainerError: {message}");

    public StartupFault NotStarted(string container, ContainerException error) =>
        Of(
            container,
            "CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to "
                + $"create shim task: OCI runtime create failed: {error.Message}: unknown"
        );

    public StartupFault DependencyFailed(string container, string message) =>
        Of(container, $"TaskDependencyError: {message}");

    public StartupFault NotProvisioned(string message) => new($"{Initialization}{message}");

    private static StartupFault Of(string container, string text) => new(text, container, text);

    private static string StatusOf(AwsException error) =>
        error.Code switch
        {
            "AccessDeniedException" or "ExpiredTokenException" or "UnrecognizedClientException" => "403 Forbidden",
            "NoCredentialProviders" => "401 Unauthorized",
            _ when error.IsServerFault => "500 Internal Server Error",
            _ => "400 Bad Request",
        };
}
