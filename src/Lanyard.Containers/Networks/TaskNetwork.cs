using System.Net;
using System.Net.Sockets;
using Lanyard.Containers.Linux;

namespace Lanyard.Containers.Networks;

/// <summary>A task's two namespaces.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html" />
internal sealed class TaskNetwork(string id, string directory) : ITaskNetwork
{
    public const string TaskInterface = "ecs-eth0";
    public const string LinkInterface = "link0";
    private const int Backlog = 512;

    public static IPAddress LinkAddress { get; } = new([169, 254, 170, 2]);

    public static IPAddress TaskAddress { get; } = new([169, 254, 172, 2]);

    public string Id { get; } = id;

    public string Directory { get; } = directory;

    public string NamespacePath { get; } = Path.Combine(directory, "task");

    public string LinkPath { get; } = Path.Combine(directory, "link");

    public IPAddress EndpointAddress => LinkAddress;

    public Socket Listen(int port)
    {
        // A socket belongs to the namespace in which it is made, wherever it is used from then on.
        return NamespaceThread.Run(() =>
        {
            NetworkNamespace.Enter(LinkPath);
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(LinkAddress, port));
                socket.Listen(Backlog);
                return socket;
            }
            catch (SocketException error)
            {
                socket.Dispose();
                throw new ContainerException(
                    error.SocketErrorCode == SocketError.AddressAlreadyInUse
                        ? ContainerFault.Conflict
                        : ContainerFault.Unavailable,
                    $"cannot listen on {LinkAddress}:{port} of task `{Id}`: {error.Message}",
                    error
                );
            }
        });
    }
}
