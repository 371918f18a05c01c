using System.Net;
using Lanyard.Containers.Linux;

namespace Lanyard.Containers.Networks;

/// <summary>The networks of tasks, each two network namespaces that are held by files under one directory.</summary>
/// <remarks>
/// <code>
///   task namespace                                      link namespace
///   containers, lo, every port theirs                   the server's listening sockets
///   ecs-eth0 169.254.172.2/32  ───── veth pair ─────    link0 169.254.170.2/32
///   one route: 169.254.170.2                            one route: 169.254.172.2
/// </code>
/// Nothing of it is seen outside: no bridge, no address translation, and no name that another server could take. 169.254.169.254
/// has no route. <c>eth0</c> is left free for the way out.
/// </remarks>
public sealed class TaskNetworks(string directory) : ITaskNetworks
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <inheritdoc />
    public async Task<ITaskNetwork> CreateAsync(string id, CancellationToken cancellationToken)
    {
        ContainerIds.Check(id);
        cancellationToken.ThrowIfCancellationRequested();
        var network = new TaskNetwork(id, Path.Combine(directory, id));
        if (Directory.Exists(network.Directory))
        {
            throw new ContainerException(ContainerFault.Conflict, $"there is a network `{id}` already");
        }

        Directory.CreateDirectory(network.Directory, OwnerOnly);
        try
        {
            await NamespaceThread.RunAsync(() =>
            {
                Make(network);
                return true;
            });
            return network;
        }
        catch
        {
            Remove(network);
            throw;
        }
    }

    /// <inheritdoc />
    public ITaskNetwork Open(string id)
    {
        ContainerIds.Check(id);
        var network = new TaskNetwork(id, Path.Combine(directory, id));
        return NetworkNamespace.IsHeldBy(network.NamespacePath) && NetworkNamespace.IsHeldBy(network.LinkPath)
            ? network
            : throw new ContainerException(ContainerFault.NotFound, $"there is no network `{id}`");
    }

    /// <inheritdoc />
    public IReadOnlyList<string> List() =>
        Directory.Exists(directory)
            ? [.. new DirectoryInfo(directory).EnumerateDirectories().Select(child => child.Name)]
            : [];

    /// <inheritdoc />
    public Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        ContainerIds.Check(id);
        Remove(new TaskNetwork(id, Path.Combine(directory, id)));
        return Task.CompletedTask;
    }

    private static void Make(TaskNetwork network)
    {
        NetworkNamespace.EnterNew(network.NamespacePath);
        // As Docker: a container that is not root may listen on port 80, and ping.
        NetworkNamespace.Set("ipv4/ip_unprivileged_port_start", "0");
        NetworkNamespace.Set("ipv4/ping_group_range", "0 2147483647");
        using (var routes = new RouteSocket())
        {
            routes.BringUp(RouteSocket.Loopback);
        }

        NetworkNamespace.EnterNew(network.LinkPath);
        using (var task = NetworkNamespace.OpenFile(network.NamespacePath))
        {
            using var routes = new RouteSocket();
            routes.AddPair(TaskNetwork.LinkInterface, TaskNetwork.TaskInterface, task);
            Connect(routes, TaskNetwork.LinkInterface, TaskNetwork.LinkAddress, TaskNetwork.TaskAddress);
        }

        NetworkNamespace.Enter(network.NamespacePath);
        using (var routes = new RouteSocket())
        {
            Connect(routes, TaskNetwork.TaskInterface, TaskNetwork.TaskAddress, TaskNetwork.LinkAddress);
        }
    }

    private static void Connect(RouteSocket routes, string name, IPAddress own, IPAddress peer)
    {
        var number = RouteSocket.NumberOf(name);
        routes.AddAddress(number, own);
        routes.BringUp(number);
        routes.AddRoute(number, peer);
    }

    private static void Remove(TaskNetwork network)
    {
        NetworkNamespace.Release(network.LinkPath);
        NetworkNamespace.Release(network.NamespacePath);
        if (Directory.Exists(network.Directory))
        {
            Directory.Delete(network.Directory);
        }
    }
}
