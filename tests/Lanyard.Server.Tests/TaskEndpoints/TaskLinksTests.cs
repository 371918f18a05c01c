using System.Net;
using System.Net.Sockets;
using Lanyard.Containers;
using Lanyard.Containers.Networks;
using Lanyard.Policy;
using Lanyard.Server.TaskEndpoints;
using Lanyard.Testing.Fakes;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lanyard.Server.Tests.TaskEndpoints;

public sealed class TaskLinksTests : IAsyncDisposable
{
    private static readonly Arn Task1 = Arn.Parse("arn:aws:ecs:us-east-1:000000000000:task/default/1");

    private readonly TaskLinks _links = new(NullLoggerFactory.Instance, TimeProvider.System);
    private readonly FakeTaskNetwork _network = new("1");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _links.DisposeAsync();

    [Theory]
    [InlineData(TaskLinks.EndpointPort)]
    [InlineData(TaskLinks.ApiPort)]
    public async Task Connection_says_whose_it_is(int port)
    {
        await _links.OpenAsync(Task1, _network, Token);

        using var client = await ConnectAsync(port);

        await using var accepted = await _links.Accepted.ReadAsync(Token);
        Assert.Equal(new TaskLink(Task1, port), accepted.Features.Get<TaskLink>());
    }

    [Fact]
    public async Task Link_of_which_one_port_is_taken_is_not_opened_at_all()
    {
        var network = new HalfTaken(_network);

        await Assert.ThrowsAsync<ContainerException>(() => _links.OpenAsync(Task1, network, Token));

        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(TaskLinks.EndpointPort));
    }

    [Fact]
    public async Task Closed_link_ends_the_connections_that_came_by_it()
    {
        await _links.OpenAsync(Task1, _network, Token);
        using var client = await ConnectAsync(TaskLinks.EndpointPort);
        await using var accepted = await _links.Accepted.ReadAsync(Token);

        await _links.CloseAsync(Task1);

        await Assert.ThrowsAsync<ConnectionAbortedException>(async () =>
            await accepted.Transport.Input.ReadAsync(Token)
        );
    }

    [Fact]
    public async Task Closing_a_link_that_is_not_open_does_nothing()
    {
        await _links.CloseAsync(Task1);

        Assert.False(_links.Accepted.TryRead(out _));
    }

    [Fact]
    public async Task Task_that_leaks_connections_is_cut_off_before_the_server_is_out_of_files()
    {
        await _links.OpenAsync(Task1, _network, Token);
        var clients = new List<TcpClient>();
        for (var i = 0; i < OpenLink.MostConnections; i++)
        {
            clients.Add(await ConnectAsync(TaskLinks.EndpointPort));
            await _links.Accepted.ReadAsync(Token);
        }

        using var one = await ConnectAsync(TaskLinks.EndpointPort);

        Assert.Equal(0, await one.GetStream().ReadAsync(new byte[1], Token));
        clients.ForEach(client => client.Dispose());
    }

    private async Task<TcpClient> ConnectAsync(int port)
    {
        var client = new TcpClient();
        await client.ConnectAsync(_network.Listeners[port], Token);
        return client;
    }

    private sealed class HalfTaken(FakeTaskNetwork network) : ITaskNetwork
    {
        public string Id => network.Id;
        public string NamespacePath => network.NamespacePath;
        public IPAddress EndpointAddress => network.EndpointAddress;

        public Socket Listen(int port) =>
            port == TaskLinks.EndpointPort
                ? network.Listen(port)
                : throw new ContainerException(ContainerFault.Conflict, "taken");
    }
}
