using Lanyard.Testing.Conformance;

namespace Lanyard.Containers.Tests.Oci;

/// <summary>The OCI runtime of this machine is a container runtime.</summary>
public sealed class OciRuntimeConformanceTests(ContainerMachine machine) : ContainerRuntimeConformance
{
    public override ValueTask InitializeAsync()
    {
        machine.Require();
        return ValueTask.CompletedTask;
    }

    protected override IContainerRuntime Reopen() => machine.OpenRuntime();

    protected override ContainerSpec Container(string id, string script) =>
        new()
        {
            Id = id,
            Name = "test",
            RootDirectory = machine.Root,
            Arguments = ["/bin/sh", "-c", script],
        };
}
