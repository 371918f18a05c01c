using Lanyard.Containers;
using Lanyard.Containers.Images;
using Lanyard.Containers.Networks;
using Lanyard.Containers.Oci;
using Lanyard.Storage.Disk;
using Lanyard.Tasks;

namespace Lanyard.Server.Composition;

/// <summary>
/// What tasks run on: the container runtime, the networks and the images of this machine. The runtime is probed when it is
/// first needed: a server without one still answers APIs.
/// </summary>
/// <param name="owned">What ends with this.</param>
internal sealed class TaskMachine(
    IContainerRuntime runtime,
    ITaskNetworks networks,
    ITaskImages images,
    params IReadOnlyList<IDisposable> owned
) : IDisposable
{
    /// <summary>What the runtime is called.</summary>
    public string RuntimeName => runtime.Name;

    /// <summary>The networks of tasks.</summary>
    public ITaskNetworks Networks => networks;

    /// <summary>The unpacked images.</summary>
    public ITaskImages Images => images;

    /// <summary>This machine, with what it keeps under a data directory.</summary>
    /// <exception cref="ContainerException">The directory's path cannot hold containers.</exception>
    public static TaskMachine Of(DataDirectory directory, TimeProvider time)
    {
        string In(string name) => Path.Combine(directory.Path, name);
        var runtime = new OciRuntime(new OciOptions { StateDirectory = In("runtime") }, time);
        var images = new ImageStore(In("images"));
        return new TaskMachine(runtime, new TaskNetworks(In("netns")), new OverlayImages(images), runtime, images);
    }

    /// <summary>Whether the runtime can run containers here.</summary>
    public ValueTask<RuntimeReadiness> ProbeAsync(CancellationToken cancellationToken) =>
        runtime.ProbeAsync(cancellationToken);

    /// <summary>The runtime, once a container has run with it.</summary>
    /// <exception cref="ContainerException">No runtime is usable; the message says which command mends it.</exception>
    public async ValueTask<IContainerRuntime> RuntimeAsync(CancellationToken cancellationToken)
    {
        var readiness = await ProbeAsync(cancellationToken);
        return readiness.IsReady
            ? runtime
            : throw new ContainerException(
                readiness.Fault ?? ContainerFault.Unavailable,
                readiness.Remedy.Length == 0 ? readiness.Missing : $"{readiness.Missing}: {readiness.Remedy}"
            );
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var one in owned)
        {
            one.Dispose();
        }
    }
}
