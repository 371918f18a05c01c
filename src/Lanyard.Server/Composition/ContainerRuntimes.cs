using Lanyard.Containers;
using Lanyard.Containers.Oci;

namespace Lanyard.Server.Composition;

/// <summary>The container runtime of this machine, probed when it is first needed: a server without one still answers APIs.</summary>
internal sealed class ContainerRuntimes(string stateDirectory, TimeProvider time) : IDisposable
{
    private readonly OciRuntime _oci = new(new OciOptions { StateDirectory = stateDirectory }, time);

    /// <summary>What the runtime is called.</summary>
    public string Name => _oci.Name;

    /// <summary>The runtime, once a container has run with it.</summary>
    /// <exception cref="ContainerException">No runtime is usable; the message says which command mends it.</exception>
    public async ValueTask<IContainerRuntime> GetAsync(CancellationToken cancellationToken)
    {
        var readiness = await _oci.ProbeAsync(cancellationToken);
        return readiness.IsReady
            ? _oci
            : throw new ContainerException(
                readiness.Fault ?? ContainerFault.Unavailable,
                readiness.Remedy.Length == 0 ? readiness.Missing : $"{readiness.Missing}: {readiness.Remedy}"
            );
    }

    /// <inheritdoc />
    public void Dispose() => _oci.Dispose();
}
