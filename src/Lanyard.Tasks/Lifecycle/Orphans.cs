using Lanyard.Policy;
using Lanyard.Tasks.Startup;

namespace Lanyard.Tasks.Lifecycle;

/// <summary>What is left of tasks that no record speaks of any more: after a reset, or a server that could not take them down.</summary>
internal static class Orphans
{
    private const int IdLength = 32;

    /// <summary>Removes their containers, then their networks, then their files.</summary>
    /// <param name="isKnown">
    /// Whether there is a task of this id. Asked after listing: a task is recorded before anything is made for it.
    /// </param>
    /// <exception cref="Containers.ContainerException">The runtime is not there, or something cannot be removed.</exception>
    public static async Task RemoveAsync(
        EngineHost host,
        Func<string, bool> isKnown,
        CancellationToken cancellationToken
    )
    {
        if (!Directory.Exists(host.Options.Directory))
        {
            return;
        }

        var runtime = await host.Ports.Runtime(cancellationToken);
        var containers = await runtime.ListAsync(cancellationToken);
        await Task.WhenAll(
            containers
                .Where(one => one.Labels.TryGetValue(ContainerLabels.TaskArn, out var arn) && !isKnown(IdOf(arn)))
                .Select(one => runtime.RemoveAsync(one.Id, cancellationToken))
        );
        foreach (var network in host.Ports.Networks.List().Where(id => !isKnown(id)))
        {
            await host.Ports.Networks.DeleteAsync(network, cancellationToken);
        }

        await Task.Run(() => RemoveFiles(host, isKnown), cancellationToken);
    }

    private static void RemoveFiles(EngineHost host, Func<string, bool> isKnown)
    {
        foreach (var directory in Directory.GetDirectories(host.Options.Directory))
        {
            var id = Path.GetFileName(directory);
            if (id.Length == IdLength && id.All(char.IsAsciiHexDigitLower) && !isKnown(id))
            {
                TaskTeardown.RemoveFiles(directory, Directory.GetDirectories(directory), host);
            }
        }
    }

    private static string IdOf(string taskArn) => Arn.TryParse(taskArn, out var arn) ? arn.Name : taskArn;
}
