using Lanyard.Containers.Oci;
using Lanyard.Containers.Tests.Images;

namespace Lanyard.Containers.Tests.Oci;

/// <summary>The files of containers that are made and removed at the same time.</summary>
public sealed class ContainerFilesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task A_container_is_made_while_the_last_of_the_others_is_removed()
    {
        await Task.WhenAll(
            Task.Run(() => Repeat(20_000, _ => Of("gone").Delete()), TestContext.Current.CancellationToken),
            Task.Run(() => Repeat(500, i => Of($"made-{i}").Create()), TestContext.Current.CancellationToken)
        );

        Assert.Equal(500, Directory.GetDirectories(_directory["state", "containers"]).Length);
    }

    public void Dispose() => _directory.Dispose();

    private static void Repeat(int times, Action<int> act)
    {
        for (var i = 0; i < times; i++)
        {
            act(i);
        }
    }

    private ContainerFiles Of(string id) => new(_directory["state"], _directory["run"], id);
}
