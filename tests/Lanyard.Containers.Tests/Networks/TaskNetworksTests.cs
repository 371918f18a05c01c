using System.Net.Sockets;
using System.Text;
using Lanyard.Testing;

namespace Lanyard.Containers.Tests.Networks;

/// <summary>What containers of a task reach.</summary>
public sealed class TaskNetworksTests(ContainerMachine machine) : ContainerTests(machine)
{
    // Connects, prints what it is told, or why it could not.
    private static string Connect(string address, int port) =>
        $"use IO::Socket::INET; my $s = IO::Socket::INET->new(PeerAddr => '{address}', PeerPort => {port}, Timeout => 60);"
        + " print $s ? <$s> : \"refused: $!\"";

    // Prints `ready` and then greets whoever connects.
    private static string Serve(int port, string greeting) =>
        "use IO::Socket::INET; $| = 1;"
        + $" my $l = IO::Socket::INET->new(LocalAddr => '0.0.0.0', LocalPort => {port}, Listen => 5) or die $!;"
        + $" print \"ready\\n\"; while (my $s = $l->accept) {{ print $s '{greeting}'; close $s }}";

    [Theory]
    [InlineData(80)]
    [InlineData(4566)]
    public async Task A_container_reaches_the_server_on_its_link(int port)
    {
        Machine.RequirePerl();
        var network = await NetworkAsync();
        using var listener = network.Listen(port);

        var greeting = GreetAsync(listener, "from the server");
        var run = await RunAsync(In(network, Perl(Connect("169.254.170.2", port))));

        Assert.Equal("from the server", run.Text);
        Assert.Equal("169.254.172.2", await greeting);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(4566)]
    public async Task A_container_that_listens_on_every_address_does_not_disturb_the_endpoint(int port)
    {
        Machine.RequirePerl();
        var network = await NetworkAsync();
        using var listener = network.Listen(port);
        var greeting = GreetAsync(listener, "from the server");
        await FirstLineAsync(await StartAsync(In(network, Perl(Serve(port, "from a container")))));

        var endpoint = await RunAsync(In(network, Perl(Connect("169.254.170.2", port))));
        var local = await RunAsync(In(network, Perl(Connect("127.0.0.1", port))));

        Assert.Equal("from the server", endpoint.Text);
        Assert.Equal("from a container", local.Text);
        await greeting;
    }

    [Fact]
    public async Task Two_tasks_use_the_same_port_and_reach_only_their_own()
    {
        Machine.RequirePerl();
        var (one, two) = (await NetworkAsync(), await NetworkAsync());
        await FirstLineAsync(await StartAsync(In(one, Perl(Serve(8080, "one")))));
        await FirstLineAsync(await StartAsync(In(two, Perl(Serve(8080, "two")))));

        var fromOne = await RunAsync(In(one, Perl(Connect("localhost", 8080))));
        var fromTwo = await RunAsync(In(two, Perl(Connect("localhost", 8080))));

        Assert.Equal(("one", "two"), (fromOne.Text, fromTwo.Text));
    }

    [Fact]
    public async Task A_task_does_not_reach_the_link_of_another()
    {
        Machine.RequirePerl();
        var (one, two) = (await NetworkAsync(), await NetworkAsync());
        using var listener = one.Listen(80);

        var run = await RunAsync(In(two, Perl(Connect("169.254.170.2", 80))));

        Assert.Equal("refused: Connection refused", run.Text);
        Assert.False(listener.Poll(0, SelectMode.SelectRead));
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.170.3")]
    [InlineData("8.8.8.8")]
    public async Task There_is_no_way_to_anything_else_and_that_shows_at_once(string address)
    {
        Machine.RequirePerl();
        var network = await NetworkAsync();

        var run = await RunAsync(In(network, Perl(Connect(address, 80))));

        Assert.Equal("refused: Network is unreachable", run.Text);
    }

    [Fact]
    public async Task A_container_that_is_not_root_may_listen_on_port_80()
    {
        Machine.RequirePerl();
        var network = await NetworkAsync();

        var line = await FirstLineAsync(
            await StartAsync(In(network, Perl(Serve(80, "hello")) with { User = "worker" }))
        );

        Assert.Equal("ready", line);
    }

    [Fact]
    public async Task A_network_is_taken_up_after_a_restart()
    {
        Machine.RequirePerl();
        var id = (await NetworkAsync()).Id;

        var again = Machine.Networks.Open(id);
        using var listener = again.Listen(80);
        var greeting = GreetAsync(listener, "again");
        var run = await RunAsync(In(again, Perl(Connect("169.254.170.2", 80))));

        Assert.Equal("again", run.Text);
        await greeting;
    }

    [Fact]
    public async Task The_networks_there_are_can_be_listed()
    {
        var id = (await NetworkAsync()).Id;

        Assert.Contains(id, Machine.Networks.List(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_left_of_a_deleted_network()
    {
        var id = (await NetworkAsync()).Id;

        await Machine.Networks.DeleteAsync(id, Ended);

        Assert.DoesNotContain(id, Machine.Networks.List(), StringComparer.Ordinal);
        Assert.DoesNotContain(id, await File.ReadAllTextAsync("/proc/self/mountinfo", Ended), StringComparison.Ordinal);
        Assert.Equal(ContainerFault.NotFound, Assert.Throws<ContainerException>(() => Machine.Networks.Open(id)).Kind);
    }

    [Fact]
    public async Task What_a_restart_of_the_machine_leaves_can_be_deleted()
    {
        Machine.Require();
        var id = ContainerMachine.NewId();
        var directory = Directory.CreateDirectory(Path.Combine(Machine.NetworkDirectory, id)).FullName;
        await File.WriteAllBytesAsync(Path.Combine(directory, "task"), [], Ended);
        await File.WriteAllBytesAsync(Path.Combine(directory, "link"), [], Ended);

        Assert.Throws<ContainerException>(() => Machine.Networks.Open(id));
        await Machine.Networks.DeleteAsync(id, Ended);

        Assert.DoesNotContain(id, Machine.Networks.List(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_network_is_made_once()
    {
        var id = (await NetworkAsync()).Id;

        var refusal = await Assert.ThrowsAsync<ContainerException>(() => Machine.Networks.CreateAsync(id, Ended));

        Assert.Equal(ContainerFault.Conflict, refusal.Kind);
    }

    [Fact]
    public async Task A_port_of_the_link_is_listened_on_once()
    {
        var network = await NetworkAsync();
        using var first = network.Listen(80);

        var refusal = Assert.Throws<ContainerException>(() => network.Listen(80));

        Assert.Equal(ContainerFault.Conflict, refusal.Kind);
    }

    [Fact]
    public async Task The_machine_s_own_network_stays_as_it_is()
    {
        var before = await File.ReadAllTextAsync("/proc/net/route", Ended);

        var network = await NetworkAsync();
        using var listener = network.Listen(80);

        Assert.Equal(before, await File.ReadAllTextAsync("/proc/net/route", Ended));
        Assert.DoesNotContain(
            System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces(),
            card => card.Name is "link0" or "ecs-eth0"
        );
    }

    private static ContainerSpec In(Lanyard.Containers.Networks.ITaskNetwork network, ContainerSpec spec) =>
        spec with
        {
            NetworkNamespacePath = network.NamespacePath,
        };

    /// <summary>Greets the first who connects, and tells their address.</summary>
    private static async Task<string> GreetAsync(Socket listener, string greeting)
    {
        using var connection = await Eventually.DoneAsync(listener.AcceptAsync(Ended).AsTask(), "a connection");
        await connection.SendAsync(Encoding.ASCII.GetBytes(greeting), Ended);
        return ((System.Net.IPEndPoint)connection.RemoteEndPoint!).Address.ToString();
    }
}
