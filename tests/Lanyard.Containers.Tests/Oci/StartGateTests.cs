using Lanyard.Containers.Images.Files;
using Lanyard.Containers.Oci;
using Lanyard.Containers.Tests.Images;
using Microsoft.Extensions.Time.Testing;

namespace Lanyard.Containers.Tests.Oci;

/// <summary>The gate is not waited at forever.</summary>
public sealed class StartGateTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new();

    public StartGateTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes with names are of Linux");

    [Fact]
    public void A_gate_at_which_nobody_waits_is_given_up()
    {
        var pipe = MakePipe();

        var fault = Assert.Throws<ContainerException>(() =>
            StartGate.Open(
                pipe,
                () =>
                {
                    _time.Advance(TimeSpan.FromSeconds(10));
                    return false;
                },
                _time
            )
        );

        Assert.Equal(ContainerFault.TimedOut, fault.Kind);
        Assert.True(File.Exists(pipe));
    }

    [Fact]
    public void A_gate_of_a_container_that_has_ended_does_not_open() =>
        Assert.False(StartGate.Open(MakePipe(), () => true, _time));

    [Fact]
    public void A_gate_that_is_gone_does_not_open() =>
        Assert.False(StartGate.Open(_directory["gate"], () => false, _time));

    public void Dispose() => _directory.Dispose();

    private string MakePipe()
    {
        const uint OwnersPipe = FileStatus.Fifo | 0b110_000_000;
        using var directory = DirectoryTree.OpenDirectory(_directory.Path);
        Assert.Equal(0, FileCalls.MakeNode(directory, "gate", OwnersPipe, device: 0));
        return _directory["gate"];
    }
}
