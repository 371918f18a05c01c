using System.Net;
using System.Net.Sockets;

namespace Lanyard.Containers.Networks;

/// <summary>The networks of this server's tasks, one each; they outlive the server.</summary>
public interface ITaskNetworks
{
    /// <summary>Makes the network of a task.</summary>
    /// <param name="id">Letters, digits, <c>_</c>, <c>.</c> and <c>-</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>A <see cref="ContainerException"/> says: There is one of this id, or this machine does not let us make one.</remarks>
    Task<ITaskNetwork> CreateAsync(string id, CancellationToken cancellationToken);

    /// <summary>Takes up a network that was made before, by this server or one that has ended.</summary>
    /// <remarks>A <see cref="ContainerException"/> says: There is none, as after a restart of the machine.</remarks>
    ITaskNetwork Open(string id);

    /// <summary>The networks there are.</summary>
    IReadOnlyList<string> List();

    /// <summary>Removes a network; nothing happens when there is none. What still runs in it keeps it alive, unnamed.</summary>
    Task DeleteAsync(string id, CancellationToken cancellationToken);
}

/// <summary>The network of one task: what its containers share, and the link on which the server answers them.</summary>
public interface ITaskNetwork
{
    /// <summary>The task's id.</summary>
    string Id { get; }

    /// <summary>The network namespace of the containers, for <see cref="ContainerSpec.NetworkNamespacePath"/>.</summary>
    string NamespacePath { get; }

    /// <summary>The address on which <see cref="Listen"/> listens, as the containers see it: 169.254.170.2.</summary>
    IPAddress EndpointAddress { get; }

    /// <summary>A socket that listens on the link: whoever connects is a container of this task.</summary>
    /// <param name="port">80 or 4566; any other may be had too.</param>
    Socket Listen(int port);
}
