using Lanyard.Containers;

namespace Lanyard.Tasks.Lifecycle;

/// <summary>What the runtime held when the server started, listed once for all tasks that are taken up.</summary>
internal sealed class ContainerListing
{
    private readonly Lock _gate = new();
    private Task<IReadOnlyDictionary<string, ContainerStatus>>? _all;

    /// <summary>The containers of a task, by their ids in the runtime.</summary>
    /// <exception cref="ContainerException">The runtime does not answer; asked again, it is asked again.</exception>
    public async Task<IReadOnlyDictionary<string, ContainerStatus>> OfAsync(
        TaskRecord task,
        IContainerRuntime runtime,
        CancellationToken cancellationToken
    )
    {
        var all = await AllAsync(runtime).WaitAsync(cancellationToken);
        var own = new Dictionary<string, ContainerStatus>(StringComparer.Ordinal);
        foreach (var container in task.Containers)
        {
            if (all.TryGetValue(container.RuntimeId, out var status))
            {
                own[container.RuntimeId] = status;
            }
        }

        return own;
    }

    private Task<IReadOnlyDictionary<string, ContainerStatus>> AllAsync(IContainerRuntime runtime)
    {
        lock (_gate)
        {
            return _all is null or { IsFaulted: true } ? _all = ListAsync(runtime) : _all;
        }
    }

    private static async Task<IReadOnlyDictionary<string, ContainerStatus>> ListAsync(IContainerRuntime runtime)
    {
        var all = await runtime.ListAsync(CancellationToken.None);
        return all.ToDictionary(status => status.Id, StringComparer.Ordinal);
    }
}
