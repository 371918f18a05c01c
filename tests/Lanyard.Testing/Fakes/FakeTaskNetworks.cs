using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Lanyard.Containers;
using Lanyard.Containers.Networks;

namespace Lanyard.Testing.Fakes;

/// <summary>Networks without namespaces: their sockets listen on the loopback address of the machine, each on a port of its own.</summary>
public sealed class FakeTaskNetworks : ITaskNetworks
{
    private readonly ConcurrentDictionary<string, FakeTaskNetwork> _networks = new(StringComparer.Ordinal);

    /// <summary>Why a network cannot be made; null when it can.</summary>
    public Func<string, ContainerException?> RefusesToCreate { get; set; } = _ => null;

    /// <summary>Why a network cannot be removed; null when it can.</summary>
    public Func<string, Exception?> RefusesToDelete { get; set; } = _ => null;

    /// <inheritdoc />
    public Task<ITaskNetwork> CreateAsync(string id, CancellationToken cancellationToken)
    {
        if (RefusesToCreate(id) is { } refusal)
        {
            return Task.FromException<ITaskNetwork>(refusal);
        }

        var network = new FakeTaskNetwork(id);
        return _networks.TryAdd(id, network)
            ? Task.FromResult<ITaskNetwork>(network)
            : throw new ContainerException(ContainerFault.Conflict, $"there is a network `{id}` already");
    }

    /// <inheritdoc />
    public ITaskNetwork Open(string id) =>
        _networks.TryGetValue(id, out var network)
            ? network
            : throw new ContainerException(ContainerFault.NotFound, $"there is no network `{id}`");

    /// <inheritdoc />
    public IReadOnlyList<string> List() => [.. _networks.Keys];

    /// <inheritdoc />
    public Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        if (RefusesToDelete(id) is { } refusal)
        {
            return Task.FromException(refusal);
        }

        _networks.TryRemove(id, out _);
        return Task.CompletedTask;
    }
}

/// <summary>A network of <see cref="FakeTaskNetworks"/>.</summary>
public sealed class FakeTaskNetwork(string id) : ITaskNetwork
{
    /// <inheritdoc />
    public string Id { get; } = id;

    /// <inheritdoc />
    public string NamespacePath => $"/fake/{Id}";

    /// <inheritdoc />
    public IPAddress EndpointAddress => IPAddress.Loopback;

    /// <summary>Where the sockets listen that stand for these ports of the link.</summary>
    public ConcurrentDictionary<int, IPEndPoint> Listeners { get; } = new();

    /// <inheritdoc />
    public Socket Listen(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        Listeners[port] = (IPEndPoint)socket.LocalEndPoint!;
        return socket;
    }
}
