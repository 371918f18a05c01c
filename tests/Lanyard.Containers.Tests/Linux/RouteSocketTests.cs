using System.Net;
using Lanyard.Containers.Images.Files;
using Lanyard.Containers.Linux;
using Lanyard.Containers.Tests.Images;

namespace Lanyard.Containers.Tests.Linux;

/// <summary>Interfaces are made in namespaces that are not empty.</summary>
public sealed class RouteSocketTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public RouteSocketTests() => Requires.Root();

    [Fact]
    public void Pair_is_made_where_other_interfaces_have_the_first_numbers()
    {
        var (one, two) = (_directory["one"], _directory["two"]);

        var (taken, number) = NamespaceThread.Run(() =>
        {
            NetworkNamespace.EnterNew(one);
            NetworkNamespace.EnterNew(two);
            using var peer = NetworkNamespace.OpenFile(one);
            using var routes = new RouteSocket();
            routes.AddPair("tunl0", "tunl0", peer);
            routes.AddPair("link0", "eth0", peer);
            var made = RouteSocket.NumberOf("link0");
            routes.AddAddress(made, IPAddress.Parse("169.254.170.2"));
            routes.BringUp(made);
            routes.AddRoute(made, IPAddress.Parse("169.254.172.2"));
            return (RouteSocket.NumberOf("tunl0"), made);
        });
        var far = NamespaceThread.Run(() =>
        {
            NetworkNamespace.Enter(one);
            return RouteSocket.NumberOf("eth0");
        });

        Assert.Equal((2, 3, 3), (taken, number, far));
    }

    [Fact]
    public void Interface_that_is_not_there_is_not_found()
    {
        var fault = Assert.Throws<ContainerException>(() => RouteSocket.NumberOf("no-such"));

        Assert.Equal(ContainerFault.NotFound, fault.Kind);
    }

    public void Dispose()
    {
        NetworkNamespace.Release(_directory["one"]);
        NetworkNamespace.Release(_directory["two"]);
        DirectoryTree.Remove(_directory.Path);
    }
}
