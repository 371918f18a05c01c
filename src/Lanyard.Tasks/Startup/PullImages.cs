using Lanyard.Access.Sessions;
using Lanyard.Containers.Images;
using Lanyard.Tasks.Definitions;

namespace Lanyard.Tasks.Startup;

/// <summary>Pulls the task's images from ECR, each once.</summary>
/// <remarks>
/// Every manifest and layer is asked for even when it is on this machine already: Fargate keeps none, so a role without
/// permission must not get by on what another task has pulled. Only the bytes are not fetched twice. There is no other
/// registry than ECR, and no access to the internet: other images are not found.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/ECR_on_ECS.html" />
internal sealed class PullImages : IStartupStep
{
    public string Name => "images pulled";

    public TaskRoleKind? Role => TaskRoleKind.Execution;

    public async Task RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        var started = context.Ports.Time.GetUtcNow();
        context.Change(record => record with { PullStartedAt = started });
        await Task.WhenAll(
            context
                .Plan.Containers.GroupBy(container => container.Definition.Image!, StringComparer.Ordinal)
                .Select(users => PullAsync([.. users], context, cancellationToken))
        );
        var stopped = context.Ports.Time.GetUtcNow();
        context.Change(record => record with { PullStoppedAt = stopped });
    }

    private static async Task PullAsync(ContainerPlan[] users, StepContext context, CancellationToken cancellationToken)
    {
        var container = users[0].Name;
        var image = users[0].Definition.Image!;
        if (!EcrReference.TryParse(image, out var reference))
        {
            throw new StartupException(
                ImageReference.TryParse(image, out var name)
                    ? context.Texts.ImageOutOfReach(container, name)
                    : context.Texts.NotCreated(container, $"invalid reference format: {image}")
            );
        }

        var pull = new ImagePull(container, reference, context);
        var (stored, digest) = await pull.RunAsync(cancellationToken);
        foreach (var user in users)
        {
            user.Image = stored;
        }

        var names = users.Select(user => user.Name).ToHashSet(StringComparer.Ordinal);
        context.Change(record =>
            record with
            {
                Containers =
                [
                    .. record.Containers.Select(one =>
                        names.Contains(one.Name)
                            ? one with
                            {
                                ImageDigest = digest.ToString(),
                                ImageId = stored.Id.ToString(),
                            }
                            : one
                    ),
                ],
            }
        );
    }
}
