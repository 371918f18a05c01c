using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Threading.Channels;
using Lanyard.Containers.Networks;
using Lanyard.Policy;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Lanyard.Server.TaskEndpoints;

/// <summary>The link of one task: its listening sockets, and the connections that came by them. It ends with the task.</summary>
internal sealed class OpenLink(
    Arn taskArn,
    SocketConnectionContextFactory connections,
    ChannelWriter<ConnectionContext> accepted,
    TimeProvider time
)
{
    /// <summary>How many connections a task may have open: one that leaks them must not use up the server's files.</summary>
    public const int MostConnections = 1024;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<ConnectionContext, bool> _open = new();
    private readonly List<Socket> _listeners = [];
    private readonly List<Task> _loops = [];
    private volatile bool _isClosed;

    /// <summary>Begins to accept on a port of the task's network.</summary>
    public void Listen(ITaskNetwork network, int port)
    {
        var listener = network.Listen(port);
        _listeners.Add(listener);
        _loops.Add(AcceptAsync(listener, new TaskLink(taskArn, port)));
    }

    /// <summary>Ends it, and every connection that is open on it.</summary>
    public async Task CloseAsync()
    {
        _isClosed = true;
        foreach (var listener in _listeners)
        {
            listener.Dispose();
        }

        await Task.WhenAll(_loops);
        foreach (var connection in _open.Keys)
        {
            connection.Abort(new ConnectionAbortedException("the task has ended"));
        }
    }

    private async Task AcceptAsync(Socket listener, TaskLink link)
    {
        while (await NextAsync(listener) is { } socket)
        {
            if (_open.Count >= MostConnections)
            {
                socket.Dispose();
                continue;
            }

            socket.NoDelay = true;
            var connection = connections.Create(socket);
            connection.Features.Set(link);
            _open[connection] = true;
            connection.ConnectionClosed.Register(() => _open.TryRemove(connection, out _));
            if (!accepted.TryWrite(connection))
            {
                await connection.DisposeAsync();
            }
        }
    }

    private async Task<Socket?> NextAsync(Socket listener)
    {
        while (!_isClosed)
        {
            try
            {
                return await listener.AcceptAsync();
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
            catch (SocketException) when (!_isClosed)
            {
                // The peer gave up before its turn, or the process is out of files for now: the link outlives both.
                await Task.Delay(RetryDelay, time);
            }
            catch (SocketException)
            {
                return null;
            }
        }

        return null;
    }
}
