using Lanyard.Containers;
using Lanyard.Containers.Images;
using Lanyard.Tasks.Definitions;
using Lanyard.Wire.Errors;

namespace Lanyard.Tasks.Startup;

/// <summary>What each failure of a start is called: ECS has one set of texts for Fargate and one for its open agent on EC2.</summary>
internal interface IFailureTexts
{
    /// <summary>The texts of a launch type.</summary>
    static IFailureTexts Of(bool isFargate) => isFargate ? FargateTexts.Instance : Ec2Texts.Instance;

    /// <summary>One failure out of several secrets that failed; never none.</summary>
    StartupFault Join(IReadOnlyList<StartupFault> faults);

    /// <summary>Secrets Manager refused.</summary>
    StartupFault SecretRefused(SecretReference secret, AwsException error);

    /// <summary>A <c>valueFrom</c> looks like a secret's ARN and is none.</summary>
    StartupFault SecretMalformed(string valueFrom);

    /// <summary>A secret is there, the wanted key of its JSON is not.</summary>
    StartupFault SecretKeyMissing(string key);

    /// <summary>Parameter Store refused.</summary>
    StartupFault ParametersRefused(string region, AwsException error);

    /// <summary>Parameter Store does not know these names.</summary>
    StartupFault ParametersUnknown(string region, IReadOnlyList<string> names);

    /// <summary>ECR gave no authorization token.</summary>
    StartupFault RegistryRefused(string container, AwsException error);

    /// <summary>S3 did not give an environment file.</summary>
    StartupFault EnvironmentFileRefused(string bucket, string key, AwsException error);

    /// <summary>CloudWatch Logs did not make the stream.</summary>
    StartupFault LogStreamRefused(string container, AwsException error);

    /// <summary>CloudWatch Logs did not make the group.</summary>
    StartupFault LogGroupRefused(string container, AwsException error);

    /// <summary>An option of the log driver is not good.</summary>
    StartupFault LogOptionRefused(string container, string message);

    /// <summary>ECR refused the manifest.</summary>
    StartupFault ManifestRefused(string container, EcrReference image, AwsException error);

    /// <summary>ECR refused a layer or the config.</summary>
    StartupFault LayerRefused(string container, EcrReference image, Digest digest, AwsException error);

    /// <summary>The registry has no such image.</summary>
    StartupFault ImageMissing(string container, EcrReference image);

    /// <summary>The image is in a registry that Lanyard does not reach.</summary>
    StartupFault ImageOutOfReach(string container, ImageReference image);

    /// <summary>The image is there and cannot be used.</summary>
    StartupFault ImageUnusable(string container, string image, ContainerException error);

    /// <summary>The container cannot be made.</summary>
    StartupFault NotCreated(string container, string message);

    /// <summary>The runtime cannot start the container.</summary>
    StartupFault NotStarted(string container, ContainerException error);

    /// <summary>A dependency can never be what the container waits for.</summary>
    StartupFault DependencyFailed(string container, string message);

    /// <summary>The task's network, link or runtime is not there.</summary>
    StartupFault NotProvisioned(string message);
}

/// <summary>How the AWS SDK writes an error into a line.</summary>
internal static class AwsErrorText
{
    /// <summary>As in <c>AccessDeniedException: User: … status code: 400, request id: …</c>.</summary>
    public static string Line(this AwsException error) =>
        error.RequestId is null
            ? $"{error.Code}: {error.Message}"
            : string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{error.Code}: {error.Message} status code: {error.StatusCode}, request id: {error.RequestId}"
            );
}
