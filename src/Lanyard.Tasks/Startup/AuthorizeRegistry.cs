using Lanyard.Access.Sessions;
using Lanyard.Tasks.Definitions;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Tasks.Startup;

/// <summary>Asks ECR for the token that pulls need, once for each registry of the task's images.</summary>
/// <remarks>The calls that follow are decided one by one under the same role, so the token itself is not used.</remarks>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html" />
internal sealed class AuthorizeRegistry : IStartupStep
{
    public string Name => "registry authorized";

    public TaskRoleKind? Role => TaskRoleKind.Execution;

    public async Task RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        var registries = context
            .Plan.Containers.Select(container =>
                EcrReference.TryParse(container.Definition.Image, out var image)
                    ? (container.Name, image.RegistryId, image.Region)
                    : default
            )
            .Where(registry => registry.RegistryId is not null)
            .DistinctBy(registry => (registry.RegistryId, registry.Region));
        await Task.WhenAll(
            registries.Select(async registry =>
            {
                try
                {
                    await context.SendAsync(
                        EcrModel.GetAuthorizationToken,
                        new GetAuthorizationTokenInput { RegistryIds = [registry.RegistryId] },
                        registry.Region,
                        cancellationToken
                    );
                }
                catch (AwsException error)
                {
                    throw new StartupException(context.Texts.RegistryRefused(registry.Name, error));
                }
            })
        );
    }
}
