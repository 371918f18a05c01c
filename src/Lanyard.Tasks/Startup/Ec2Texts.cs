using Lanyard.Containers;
using Lanyard.Containers.Images;
using Lanyard.Tasks.Definitions;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Tasks.Startup;

/// <summary>
/// The texts of the ECS agent on EC2: failures of a container are its own reason and the task shows a general one; failures
/// of a task's resources are the task's.
/// </summary>
/// <seealso href="https://github.com/aws/amazon-ecs-agent" />
internal sealed class Ec2Texts : IFailureTexts
{
    private const string General = "Task failed to start";
    private const string CannotPull = "CannotPullContainerError: The task can’t pull the image. ";
    private const string CheckRole = "Check that the role has the permissions to pull images from the registry. ";
    private const string CheckImage = "Check whether the image exists. ";
    private const string Daemon = "Error response from daemon: ";
    private const string LoggingDriver =
        "CannotStartContainerError: " + Daemon + "failed to initialize logging driver: ";

    public static readonly Ec2Texts Instance = new();

    public StartupFault Join(IReadOnlyList<StartupFault> faults) =>
        new(string.Join(';', faults.Select(fault => fault.StoppedReason)));

    public StartupFault SecretRefused(SecretReference secret, AwsException error) =>
        error.Code == SecretsManagerErrorCodes.ResourceNotFoundException
            ? Of(
                $"ResourceNotFoundException: The task can't retrieve the secret with ARN '{secret.SecretId}' from AWS Secrets "
                    + $"Manager. Check whether the secret exists in the specified Region: {error.Line()}"
            )
            : Of($"secret {secret.SecretId}: {error.Line()}: {error.Line()}");

    public StartupFault SecretMalformed(string valueFrom) => Of(SecretTexts.Malformed(valueFrom));

    public StartupFault SecretKeyMissing(string key) => Of(SecretTexts.KeyMissing(key));

    public StartupFault ParametersRefused(string region, AwsException error) =>
        Of($"fetching secret data from SSM Parameter Store in {region}: {error.Line()}");

    public StartupFault ParametersUnknown(string region, IReadOnlyList<string> names) =>
        Of($"fetching secret data from SSM Parameter Store in {region}: invalid parameters: {string.Join(',', names)}");

    public StartupFault RegistryRefused(string container, AwsException error) =>
        Of(container, $"CannotPullECRContainerError: {error.Line()}");

    public StartupFault EnvironmentFileRefused(string bucket, string key, AwsException error) =>
        Of($"unable to download env file with key {key} from bucket {bucket}, error: {error.Line()}");

    public StartupFault LogStreamRefused(string container, AwsException error) =>
        Of(container, $"{LoggingDriver}failed to create Cloudwatch log stream: {error.Line()}");

    public StartupFault LogGroupRefused(string container, AwsException error) =>
        Of(container, $"{LoggingDriver}failed to create Cloudwatch log group: {error.Line()}");

    public StartupFault LogOptionRefused(string container, string message) =>
        Of(container, $"CannotCreateContainerError: {Daemon}{message}");

    public StartupFault ManifestRefused(string container, EcrReference image, AwsException error) =>
        PullRefused(container, image, error);

    public StartupFault LayerRefused(string container, EcrReference image, Digest digest, AwsException error) =>
        PullRefused(container, image, error);

    public StartupFault ImageMissing(string container, EcrReference image) =>
        Of(
            container,
            $"{CannotPull}{CheckImage}{Daemon}manifest for {image.Name} not found: manifest unknown: Requested image not found"
        );

    public StartupFault ImageOutOfReach(string container, ImageReference image) =>
        Of(
            container,
            $"{CannotPull}{CheckImage}{Daemon}pull access denied for {image with { Tag = null, Digest = null }}, repository does "
                + "not exist or may require 'docker login': denied: requested access to the resource is denied"
        );

    public StartupFault ImageUnusable(string container, string image, ContainerException error) =>
        Of(container, $"CannotPullContainerError: {Daemon}{error.Message}");

    public StartupFault NotCreated(string container, string message) =>
        Of(container, $"CannotCreateContainerError: {Daemon}{message}");

    public StartupFault NotStarted(string container, ContainerException error) =>
        Of(
            container,
            $"CannotStartContainerError: {Daemon}failed to create task for container: failed to create shim task: OCI runtime "
                + $"create failed: {error.Message}: unknown"
        );

    public StartupFault DependencyFailed(string container, string message) =>
        Of(container, $"TaskDependencyError: {message}");

    public StartupFault NotProvisioned(string message) => Of($"resource cannot be initialized for task: {message}");

    private static StartupFault PullRefused(string container, EcrReference image, AwsException error) =>
        Of(
            container,
            $"{CannotPull}{CheckRole}{Daemon}pull access denied for {image.Name with { Tag = null, Digest = null }}, repository "
                + $"does not exist or may require 'docker login': denied: {error.Message}"
        );

    private static StartupFault Of(string container, string reason) => new(General, container, reason);

    // The control plane writes the first letter of a task's own failure large.
    private static StartupFault Of(string reason) => new(char.ToUpperInvariant(reason[0]) + reason[1..]);
}

/// <summary>What both agents say alike about secrets.</summary>
internal static class SecretTexts
{
    public static string Malformed(string valueFrom) =>
        $"trying to retrieve secret with value {valueFrom} resulted in error: an invalid ARN format for the AWS Secrets Manager "
        + "secret was specified. Specify a valid ARN and try again.";

    public static string KeyMissing(string key) =>
        $"retrieved secret from Secrets Manager did not contain json key {key}";
}
